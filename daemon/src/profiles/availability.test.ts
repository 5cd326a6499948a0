import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Profile } from '@drover/profiles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { availability, describeProfile } from './availability.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drover-path-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const profile = (fields: Partial<Profile> = {}) =>
  Profile.parse({
    name: 'tool',
    displayName: 'Tool',
    color: '#112233',
    binary: 'some-tool',
    commands: { new: ['{binary}'] },
    ...fields,
  });

const program = (name: string, mode = 0o755) => writeFileSync(join(folder, name), '', { mode });

describe('a profile', () => {
  it('can be started when its program is on the PATH', () => {
    program('some-tool');
    expect(availability(profile(), { PATH: `/nowhere:${folder}` })).toBeNull();
  });

  it('says what is missing, and how to get it', () => {
    expect(availability(profile({ install: 'npm install -g some-tool' }), { PATH: folder })).toBe(
      '`some-tool` was not found on the PATH of the daemon; install it with `npm install -g some-tool`',
    );
    expect(availability(profile(), {})).toBe('`some-tool` was not found on the PATH of the daemon');
  });

  it('cannot be started from a file that is no program, or from a folder', () => {
    program('some-tool', 0o644);
    mkdirSync(join(folder, 'sub/some-tool'), { recursive: true });
    expect(availability(profile(), { PATH: `${folder}:${join(folder, 'sub')}` })).not.toBeNull();
  });

  it('is found by absolute path whatever the PATH is', () => {
    program('some-tool');
    const binary = join(folder, 'some-tool');
    expect(availability(profile({ binary }), {})).toBeNull();
    expect(availability(profile({ binary: '/nowhere/tool' }), {})).toBe(
      '`/nowhere/tool` is not a program that can be run',
    );
  });

  it('tells the hub whether it accepts a first prompt', () => {
    const withPrompt = profile({
      commands: { new: ['{binary}', ['--', '{prompt}']] },
    });
    expect(describeProfile(profile(), {}, null)).toMatchObject({ name: 'tool', acceptsPrompt: false });
    expect(describeProfile(withPrompt, {}, null)).toMatchObject({ acceptsPrompt: true });
  });
});
