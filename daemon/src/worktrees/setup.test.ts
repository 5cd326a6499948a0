import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, WorktreeRig } from '../testing/worktree-rig.ts';
import { readSetup } from './setup-file.ts';

let rig: WorktreeRig;
beforeEach(() => {
  rig = new WorktreeRig();
});
afterEach(() => rig.dispose());

const GOOD = 'worktree:\n  copy: [.env, config/*.local]\n  run: ["echo one", "echo two"]\n';
const hashOf = (copy: string[], run: string[] = []) =>
  createHash('sha256').update(JSON.stringify({ copy, run })).digest('hex');
const AGREED = hashOf(['.env', 'config/*.local'], ['echo one', 'echo two']);

async function faultOf(text: string | Buffer): Promise<string | null> {
  rig.write('.drover.yaml', text);
  const { setup, setupFault } = await readSetup(rig.project);
  expect(setup).toBe(null);
  return setupFault;
}

describe('a .drover.yaml', () => {
  it('is told with the hash of what it asks for', async () => {
    expect(await readSetup(rig.project)).toEqual({ setup: null, setupFault: null });
    rig.write('.drover.yaml', GOOD);
    expect(await readSetup(rig.project)).toEqual({
      setup: { hash: AGREED, copy: ['.env', 'config/*.local'], run: ['echo one', 'echo two'] },
      setupFault: null,
    });
  });

  it.each([
    [
      'an unknown key',
      'worktree:\n  cpoy: []\n',
      '.drover.yaml:2: worktree: unknown key "cpoy"; known here: copy, run',
    ],
    [
      'one text for a list',
      'worktree:\n  run: pnpm install\n',
      '.drover.yaml:2: worktree.run: must be a list',
    ],
    ['a number', 'worktree:\n  run:\n    - ok\n    - 5\n', '.drover.yaml:4: worktree.run.1: must be text'],
    ['more than one line', 'worktree:\n  run: ["a\\nb"]\n', 'worktree.run.0: must be one line'],
    ['hidden text', 'worktree:\n  run: ["a\\u202eb"]\n', 'worktree.run.0: must be one line'],
    ['an empty line', 'worktree:\n  run: [""]\n', 'worktree.run.0: must not be empty'],
    [
      'a path that leads out',
      'worktree:\n  copy: [../x]\n',
      'worktree.copy.0: must be a path below the project',
    ],
    ['an absolute path', 'worktree:\n  copy: [/etc/passwd]\n', 'worktree.copy.0: must be a path below'],
    ['a path into .git', 'worktree:\n  copy: [a/.GIT/config]\n', 'worktree.copy.0: must be a path below'],
    [
      'too much',
      `worktree:\n  run: [${'a,'.repeat(65)}]\n`,
      'worktree.run: must be at most 64 command lines',
    ],
    ['nothing in it', '', '.drover.yaml: must be a mapping'],
    ['64 kB', `# ${'x'.repeat(70_000)}`, '.drover.yaml is larger than 64 kB'],
    ['a tag', 'worktree: !!js/function x\n', '.drover.yaml:1: Unresolved tag'],
  ])('[B56] [B58] with %s is refused, with its line', async (_, text, words) => {
    expect(await faultOf(text)).toContain(words);
  });

  it('that is a link or a folder is not read', async () => {
    symlinkSync('/etc/passwd', join(rig.project, '.drover.yaml'));
    expect((await readSetup(rig.project)).setupFault).toBe(
      '.drover.yaml is a link; it must be the file itself',
    );
    mkdirSync(join(rig.root, 'other/.drover.yaml'), { recursive: true });
    expect((await readSetup(join(rig.root, 'other'))).setupFault).toBe('.drover.yaml is not a file');
  });
});

describe('the set-up of a new worktree', () => {
  beforeEach(() => {
    rig.write('.drover.yaml', GOOD);
    rig.write('.env', 'SECRET=1');
    chmodSync(join(rig.project, '.env'), 0o600);
    rig.write('config/a.local', 'a');
    rig.write('config/deep/b.local', 'b');
    rig.write('config/README', 'r');
  });

  it('is not done when nobody has agreed to it', async () => {
    const { directory, prefix } = await rig.create({ setup: null });
    expect(prefix).toEqual([]);
    expect(Object.keys(contentOf(directory)).sort()).toEqual(['.gitignore', 'README', 'src/shop.ts']);
  });

  it('is not done when it is another than the one that was agreed to', async () => {
    for (const change of [GOOD.replace('two', 'three'), 'worktree: {']) {
      rig.write('.drover.yaml', change);
      await expect(rig.create({ setup: AGREED })).rejects.toMatchObject({ code: 'setup_changed' });
    }
    expect(rig.folders).toEqual([]);
    rig.write('.drover.yaml', `# the same\n${GOOD}`);
    expect((await readSetup(rig.project)).setup?.hash).toBe(AGREED);
  });

  it('is that of the checkout, whatever the base has', async () => {
    rig.git('checkout', '--quiet', '-b', 'evil');
    rig.write('.drover.yaml', 'worktree: { run: ["touch /tmp/evil"] }\n');
    rig.commit('Evil');
    rig.git('checkout', '--quiet', 'main');
    rig.write('.drover.yaml', GOOD);
    const { prefix, worktree } = await rig.create({ setup: AGREED, base: 'evil' });
    expect(prefix).toEqual([
      ...['/bin/sh', expect.stringMatching(/run-setup\.sh$/), worktree?.path],
      ...['2', 'echo one', 'echo two'],
    ]);
  });

  it('copies ignored files with their permissions, and nothing else', async () => {
    const { directory } = await rig.create({ setup: AGREED });
    expect(readFileSync(join(directory, '.env'), 'utf8')).toBe('SECRET=1');
    expect(lstatSync(join(directory, '.env')).mode & 0o777).toBe(0o600);
    expect(Object.keys(contentOf(directory)).filter((name) => name.startsWith('config/'))).toEqual([
      'config/a.local',
    ]);
    await rig.remove(directory);
    expect(rig.folders).toEqual([]);
  });

  it('copies no links, follows none, and overwrites nothing', async () => {
    const outside = join(rig.root, 'outside');
    mkdirSync(outside);
    rig.git('checkout', '--quiet', '-b', 'evil');
    rig.git('add', '--force', '.drover.yaml');
    rig.write('.env', 'TRACKED');
    rig.git('add', '--force', '.env');
    symlinkSync(outside, join(rig.project, 'config.away'));
    rig.git('add', 'config.away');
    rig.git('mv', '-k', 'config.away', 'linked');
    rig.git('commit', '--quiet', '-m', 'Evil');
    rig.git('checkout', '--quiet', 'main');
    rig.write('.env', 'SECRET=2');
    rig.write('linked/x.local', 'x');
    symlinkSync('/etc/passwd', join(rig.project, 'leads.local'));
    const text = 'worktree: { copy: [.env, linked/x.local, "*.local"] }\n';
    rig.write('.drover.yaml', text);
    const { directory } = await rig.create({
      setup: hashOf(['.env', 'linked/x.local', '*.local']),
      base: 'evil',
    });
    expect(readFileSync(join(directory, '.env'), 'utf8')).toBe('TRACKED');
    expect(contentOf(outside)).toEqual({});
    expect(contentOf(directory)).not.toHaveProperty('leads.local');
  });

  it('fails in words when it is too much to copy', async () => {
    rig.write('big.local', Buffer.alloc(65 * 1024 * 1024));
    const text = 'worktree: { copy: ["*.local"] }\n';
    rig.write('.drover.yaml', text);
    await expect(rig.create({ setup: hashOf(['*.local']) })).rejects.toThrow(
      'more than 1,000 files, or 64 MiB',
    );
    expect([rig.folders, rig.branches]).toEqual([[], ['main']]);
  });
});
