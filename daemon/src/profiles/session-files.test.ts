import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planSessionFiles, writeSessionFiles } from './session-files.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'drover-files-'));
  folder = join(base, 'session/files');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the files of a session', () => {
  it('have their placeholders replaced, as values and never as JSON', () => {
    const json = { '{directory}': { hook: '{signalsUrl}/hook' }, list: ['{directory}', 1, null, '{{x}}'] };
    const directory = '/a", "b": {"c\n';
    const [file] = planSessionFiles([{ name: 's.json', json }], { directory, signalsUrl: 'http://x' });
    expect(JSON.parse(file?.text ?? '')).toEqual({
      [directory]: { hook: 'http://x/hook' },
      list: [directory, 1, null, '{x}'],
    });
  });

  it('lack the entries, and the texts, for which there is no value', () => {
    const json = { hook: '{signalsUrl}', list: ['{signalsUrl}', 'x'] };
    const files = [
      { name: 's.json', json },
      { name: 's.toml', text: 'url = "{signalsUrl}"' },
    ];
    expect(planSessionFiles(files, {}).map(({ name, text }) => [name, JSON.parse(text)])).toEqual([
      ['s.json', { list: ['x'] }],
    ]);
  });

  it('are written for their owner only', async () => {
    await writeSessionFiles(folder, [{ name: 'a.json', text: '{}' }]);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{}');
    expect(statSync(join(folder, 'a.json')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('[B61] take the place of what is there, and are not written through a link', async () => {
    await writeSessionFiles(folder, [{ name: 'a.json', text: 'old' }]);
    await writeSessionFiles(base, [{ name: 'mine', text: 'mine' }]);
    chmodSync(join(folder, 'a.json'), 0o444);
    symlinkSync(join(base, 'mine'), join(folder, 'b.json'));
    await writeSessionFiles(folder, [
      { name: 'a.json', text: 'new' },
      { name: 'b.json', text: 'new' },
    ]);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('new');
    expect(readFileSync(join(base, 'mine'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['a.json', 'b.json']);
  });
});
