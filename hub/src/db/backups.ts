import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { openForReading, type Sqlite } from './sqlite.ts';

/** `daily` is made by a running hub, `before` ahead of an upgrade, `manual` by a person. */
export type BackupKind = 'daily' | 'before' | 'manual';
export type Backup = { file: string; kind: BackupKind; at: number };

const NAME = /^(daily|before|manual)-(?:[\w-]*-)?(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/;
const PARTIAL = '.partial';

/** Of each kind that the hub makes by itself. */
export const DEFAULT_BACKUPS_KEPT = 7;

/** The copies of a hub's database in its data folder. */
export class Backups {
  readonly folder: string;

  constructor(dataDir: string) {
    this.folder = path.join(dataDir, 'backups');
  }

  /** Newest first. */
  list(): Backup[] {
    if (!existsSync(this.folder)) return [];
    const all = readdirSync(this.folder).flatMap((name) => parse(this.folder, name) ?? []);
    return all.sort((a, b) => b.at - a.at);
  }

  /** A name for a new one; `what` tells apart those of a kind. */
  path(kind: BackupKind, at: number, what?: string): string {
    return path.join(this.folder, `${[kind, ...(what ? [what] : []), stampOf(at)].join('-')}.db`);
  }

  make(source: Sqlite, kind: BackupKind, at: number, what?: string): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const file = this.path(kind, at, what);
    if (!existsSync(file)) writeBackup(source, file);
    return file;
  }

  /** Removes all of a kind but the newest, and those that a killed program left half-written. */
  keepNewest(kind: BackupKind, count: number): void {
    const old = this.list()
      .filter((backup) => backup.kind === kind)
      .slice(count);
    for (const { file } of old) rmSync(file, { force: true });
    for (const name of existsSync(this.folder) ? readdirSync(this.folder) : []) {
      if (name.startsWith(kind) && name.endsWith(PARTIAL)) rmSync(path.join(this.folder, name));
    }
  }
}

/** A whole, checked copy as it was at one moment, or no file at all. Readable by its owner only. */
export function writeBackup(source: Sqlite, file: string): void {
  const draft = `${file}${PARTIAL}`;
  rmSync(draft, { force: true });
  // SQLite fills an empty file, and leaves its mode.
  closeSync(openSync(draft, 'wx', 0o600));
  try {
    source.prepare('VACUUM INTO ?').run(draft);
    openForReading(draft).close();
    flush(draft);
    renameSync(draft, file);
    flush(path.dirname(file));
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Waits until a file, or the names in a folder, are on the disk. */
export function flush(file: string): void {
  const fd = openSync(file, 'r');
  fsyncSync(fd);
  closeSync(fd);
}

/** `20260102T030405Z`: sorts by time, and needs no quotes. */
export const stampOf = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

function parse(folder: string, name: string): Backup | undefined {
  const [, kind, ...digits] = NAME.exec(name) ?? [];
  if (!kind) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  return { file: path.join(folder, name), kind: kind as BackupKind, at };
}
