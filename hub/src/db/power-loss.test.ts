import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from './database.ts';
import { openForReading } from './sqlite.ts';

const WRITES = path.join(import.meta.dirname, '../testing/fixtures/writes-rows.ts');
const COPIES = 50;
const MAX_TORN_BYTES = 4_096;

let folder: string;
let writer: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-power-'));
  writer = spawn(process.execPath, [WRITES, path.join(folder, 'hub.db'), path.join(folder, 'kept')]);
});
afterEach(() => {
  writer.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const kept = (place = folder) => {
  const note = path.join(place, 'kept');
  return existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
};

/** Stops the writer in its tracks, copies what would be on the disk, and lets it go on. */
async function copyAtOneInstant(name: string): Promise<string> {
  const place = path.join(folder, name);
  mkdirSync(place);
  writer.kill('SIGSTOP');
  await expect.poll(stateOfWriter, { interval: 1 }).toBe('T');
  for (const file of ['hub.db', 'hub.db-wal', 'kept'])
    copyFileSync(path.join(folder, file), path.join(place, file));
  writer.kill('SIGCONT');
  return place;
}

/** proc(5): the letter behind the name in parentheses. */
const stateOfWriter = () => readFileSync(`/proc/${writer.pid}/stat`, 'utf8').split(') ')[1]?.[0];

it(`[F37] ${COPIES} images of the disk at random instants of a run are whole and have every row that was acknowledged`, async () => {
  await expect.poll(() => kept(), { timeout: 20_000 }).toBeGreaterThan(10);
  for (let copy = 0; copy < COPIES; copy++) {
    await delay(randomInt(40));
    const place = await copyAtOneInstant(`image-${copy}`);
    // What was being written and not yet flushed may be anything after a loss of power.
    appendFileSync(path.join(place, 'hub.db-wal'), randomBytes(randomInt(MAX_TORN_BYTES)));
    new Database(path.join(place, 'hub.db')).close();
    const sqlite = openForReading(path.join(place, 'hub.db'));
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = sqlite.prepare('SELECT count(*) FROM audit').pluck().get();
    expect(rows).toBeGreaterThanOrEqual(kept(place));
    sqlite.close();
    rmSync(place, { recursive: true });
  }
  expect(writer.exitCode).toBeNull();
});
