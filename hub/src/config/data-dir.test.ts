import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataDir, refuseRemote } from './data-dir.ts';

const NFS = 0x6969;
const EXT4 = 0xef53;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-data-dir-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const saying = (words: string) =>
  expect.objectContaining({ exitCode: 73, message: expect.stringContaining(words) });

describe('the data directory', () => {
  it('is made with all above it, for its owner only', () => {
    const dir = path.join(folder, 'deep', 'data');
    prepareDataDir(dir);
    expect([dir, path.dirname(dir)].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it('[B68] is refused where nothing can be made, at once', () => {
    expect(() => prepareDataDir('/proc/drover')).toThrow(saying('cannot be used'));
    expect(() => prepareDataDir('/proc/drover/deep/data')).toThrow(saying('cannot be used'));
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => prepareDataDir(path.join(folder, 'file', 'data'))).toThrow(saying('cannot be used'));
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'link'));
    expect(() => prepareDataDir(path.join(folder, 'link'))).toThrow(saying('cannot be used'));
  });

  it('[B68] is refused when others may look into it', () => {
    chmodSync(folder, 0o777);
    expect(() => prepareDataDir(folder)).toThrow(saying(`chmod 700 ${folder}`));
  });

  it.skipIf(process.getuid?.() !== 0)(
    '[B68] is refused when it is somebody else’s (only root can try)',
    () => {
      chownSync(folder, 12_345, 12_345);
      expect(() => prepareDataDir(folder)).toThrow(saying('belongs to another user'));
    },
  );

  it('[B68] is refused on a network file system', () => {
    expect(() => refuseRemote(folder, NFS)).toThrow(saying('is on a network file system'));
    expect(() => refuseRemote(folder, EXT4)).not.toThrow();
  });

  it('[B70] is told with its control characters escaped', () => {
    expect(() => prepareDataDir('/proc/\u001b[2J\n')).toThrow(saying('\\x1b[2J\\x0a'));
  });
});
