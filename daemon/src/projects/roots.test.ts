import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveProjectDir } from './roots.ts';

let base: string;
let root: string;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'drover-roots-')));
  root = join(base, 'git');
  for (const dir of ['git/project/sub', 'git2/twin', 'outside'])
    mkdirSync(join(base, dir), { recursive: true });
  writeFileSync(join(root, 'file'), '');
  symlinkSync(join(base, 'outside'), join(root, 'leads-out'));
  symlinkSync(join(root, 'project'), join(root, 'leads-in'));
});
afterAll(() => rmSync(base, { recursive: true }));

const resolve = (path: string) => resolveProjectDir(path, [root], root);

describe('a project directory', () => {
  it('is resolved when it lies in a root, or is one', async () => {
    expect(await resolve(join(root, 'project/sub'))).toBe(join(root, 'project/sub'));
    expect(await resolve(join(root, 'leads-in/sub/..'))).toBe(join(root, 'project'));
    expect(await resolve(root)).toBe(root);
    expect(await resolve('~/project')).toBe(join(root, 'project'));
  });

  it.each([
    ['elsewhere', () => '/etc'],
    ['above by dots', () => `${root}/../outside`],
    ['outside through a link', () => join(root, 'leads-out')],
    ['above through a link and dots', () => `${root}/leads-out/..`],
    ["in a root's prefix twin", () => join(base, 'git2/twin')],
    ['relative', () => 'project'],
    ['relative by dots', () => '../..'],
    ['above a root by dots', () => join(root, '..')],
    ['the root of all', () => '/'],
    ['with a root in its middle', () => `/etc${root}`],
    ['absent and outside', () => '/no/such/place'],
  ])('[B13] that is %s is refused', async (_, path) => {
    await expect(resolve(path())).rejects.toMatchObject({ code: 'path_outside_roots' });
  });

  it('[B13] that is absent, or a file, is told as that', async () => {
    await expect(resolve(join(root, 'absent'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(resolve(join(root, 'file'))).rejects.toMatchObject({ code: 'not_a_directory' });
  });

  it('[B13] that is home is refused when home is in no root', async () => {
    for (const path of ['~', '~/', '~/git/../outside']) {
      const resolving = resolveProjectDir(path, [root], base);
      await expect(resolving).rejects.toMatchObject({ code: 'path_outside_roots' });
    }
  });

  it('[B13] that Drover may not read is told as that', async () => {
    const closed = join(root, 'closed');
    mkdirSync(closed, { mode: 0o000 });
    for (const dir of [base, root]) chmodSync(dir, 0o755);
    await asNobody(async () => {
      await expect(resolve(closed)).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('may not read'),
      });
    });
  });
});

/** Root may read everything, so it steps down meanwhile. */
async function asNobody(act: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.('nobody');
  try {
    await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
