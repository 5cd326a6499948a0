import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FILE = resolve(import.meta.dirname, '../../Containerfile.template');

/** The daemon's Containerfile before the profiles' needs are written into it. */
export const readTemplate = (): string => readFileSync(FILE, 'utf8');
