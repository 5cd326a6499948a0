import { existsSync } from 'node:fs';
import path from 'node:path';
import { DATABASE_NAME } from '../db/database.ts';

/** What a hub leaves in its folder; backups also when the database is lost. */
const TRACES = [DATABASE_NAME, 'backups'];

/** The folder of the hub's data, also when that of `npm start` was given, in which it lies as `hub`. */
export function hubFolder(dataDir: string): string {
  const inner = path.join(dataDir, 'hub');
  return !hasHub(dataDir) && hasHub(inner) ? inner : dataDir;
}

const hasHub = (folder: string): boolean => TRACES.some((name) => existsSync(path.join(folder, name)));
