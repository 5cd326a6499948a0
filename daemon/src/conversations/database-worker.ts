import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** More rows than this are nobody's conversations. */
const MAX_ROWS = 5_000;

/** How long it waits for the tool that writes. */
const BUSY_MS = 1_000;

const { file, query } = workerData as { file: string; query: string };

// In a thread of its own: this library holds its thread for as long as the disk takes.
const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
const rows: unknown[] = [];
for (const row of database.prepare(query).iterate()) {
  rows.push(row);
  if (rows.length === MAX_ROWS) break;
}
database.close();
parentPort?.postMessage(rows);
