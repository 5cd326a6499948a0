import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Profile } from '@drover/profiles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { availability, describeProfile } from './availability.ts';
import type { Environment } from './environment.ts';
import type { ToolHome } from './tool-folder.ts';

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

const tool = (hostEnv: Environment): ToolHome => ({ hostEnv, home: folder });

const program = (name: string, mode = 0o755) => writeFileSync(join(folder, name), '', { mode });

describe('a profile', () => {
  it('can be started when its program is on the PATH', () => {
    program('some-tool');
    expect(availability(profile(), tool({ PATH: `/nowhere:${folder}` }))).toBeNull();
  });

  it('says what is missing, and how to get it', () => {
    expect(availability(profile({ install: 'npm install -g some-tool' }), tool({ PATH: folder }))).toBe(
      '`some-tool` was not found on the PATH of the daemon; install it with `npm install -g some-tool`',
    );
    expect(availability(profile(), tool({}))).toBe('`some-tool` was not found on the PATH of the daemon');
  });

  it('cannot be started from a file that is no program, or from a folder', () => {
    program('some-tool', 0o644);
    mkdirSync(join(folder, 'sub/some-tool'), { recursive: true });
    expect(availability(profile(), tool({ PATH: `${folder}:${join(folder, 'sub')}` }))).not.toBeNull();
  });

  it('is found by absolute path whatever the PATH is', () => {
    program('some-tool');
    const binary = join(folder, 'some-tool');
    expect(availability(profile({ binary }), tool({}))).toBeNull();
    expect(availability(profile({ binary: '/nowhere/tool' }), tool({}))).toBe(
      '`/nowhere/tool` is not a program that can be run',
    );
  });

  it('tells the hub whether it accepts a first prompt', () => {
    const withPrompt = profile({ commands: { new: ['{binary}', ['--', '{prompt}']] } });
    expect(describeProfile(profile(), tool({}), null)).toMatchObject({ name: 'tool', acceptsPrompt: false });
    expect(describeProfile(withPrompt, tool({}), null)).toMatchObject({ acceptsPrompt: true });
  });

  it('tells the hub what it can resume, and whether a model can be chosen', () => {
    const able = profile({
      shell: true,
      untested: true,
      titleNames: true,
      commands: {
        new: ['{binary}', ['-m', '{model}']],
        resumeNewest: ['{binary}', '-c'],
        resume: ['{binary}', '-r', '{conversationId}'],
      },
    });
    expect(describeProfile(profile(), tool({}), null)).toMatchObject({
      acceptsModel: false,
      shell: false,
      untested: false,
      titleNames: false,
      resumes: { newest: false, picked: false, listed: false, otherwise: 'refuse' },
    });
    expect(describeProfile(able, tool({}), null)).toMatchObject({
      acceptsModel: true,
      shell: true,
      untested: true,
      titleNames: true,
      resumes: { newest: true, picked: true, listed: false, otherwise: 'refuse' },
    });
  });

  it('that is always available is not looked for', () => {
    expect(availability(profile({ alwaysAvailable: true }), tool({}))).toBeNull();
  });
});

describe('a login', () => {
  const auth: Profile['auth'] = {
    any: ['A_KEY', 'A_TOKEN'],
    all: ['CLOUD', 'REGION'],
    file: { folder: '~/.tool', folderVariable: 'TOOL_HOME', path: 'login.json' },
    login: 'some-tool login',
    required: false,
  };
  const passEnv = ['A_*', 'CLOUD', 'REGION', 'TOOL_HOME'];
  const hint = (env: Environment, required = false) =>
    describeProfile(
      profile({ auth: { ...auth, required }, passEnv, alwaysAvailable: true }),
      tool(env),
      null,
    );
  const WORDS =
    'set A_KEY or A_TOKEN where the daemon runs, or set CLOUD and REGION where the daemon runs, or log in once with `some-tool login` in a terminal there.';

  it('that is absent is said, and is no obstacle to a tool that asks for it', () => {
    expect(hint({})).toMatchObject({
      unavailable: null,
      hint: `No login was found: it will ask for one when it has started. To spare that, ${WORDS}`,
    });
  });

  it('that is absent is an obstacle where the profile says so', () => {
    expect(hint({}, true)).toMatchObject({ unavailable: `No login was found: ${WORDS}`, hint: null });
  });

  it.each<[string, Environment]>([
    ['one variable of any', { A_TOKEN: 'x' }],
    ['all of all', { CLOUD: '1', REGION: 'x' }],
  ])('is found in %s', (_what, env) => {
    expect(hint(env, true)).toMatchObject({ unavailable: null, hint: null });
  });

  it.each<[string, Environment]>([
    ['some of all', { CLOUD: '1' }],
    ['an empty variable', { A_KEY: '' }],
  ])('is not found in %s', (_what, env) => {
    expect(hint(env).hint).not.toBeNull();
  });

  it('is not found in a variable that sessions do not get', () => {
    const kept = profile({ auth, alwaysAvailable: true });
    expect(describeProfile(kept, tool({ A_KEY: 'x' }), null).hint).not.toBeNull();
  });

  it('is found in its file, also where a variable moves it', () => {
    const moved = join(folder, 'moved');
    mkdirSync(moved);
    writeFileSync(join(moved, 'login.json'), '{}');
    expect(hint({}).hint).not.toBeNull();
    expect(hint({ TOOL_HOME: moved }).hint).toBeNull();
    mkdirSync(join(folder, '.tool'));
    writeFileSync(join(folder, '.tool/login.json'), '{}');
    expect(hint({}).hint).toBeNull();
  });
});
