import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { writeBackup } from '../db/backups.ts';
import { openForReading } from '../db/sqlite.ts';

const { file, target } = z.object({ file: z.string(), target: z.string() }).parse(workerData);
mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
const sqlite = openForReading(file);
writeBackup(sqlite, target);
sqlite.close();
