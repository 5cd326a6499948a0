import { join } from 'node:path';
import { shellWord } from '@drover/protocol';
import type { Service } from './service.ts';

const DROVER = join(import.meta.dirname, '../../../drover');

/** The line with which a person, or another service manager, runs the daemon. */
export function lineByHand({ flags, environment }: Service): string {
  // A person's shell, or their service manager, has a PATH of its own.
  const { PATH: _, ...own } = environment;
  const variables = Object.entries(own).map(([name, value]) => `${name}=${shellWord(value)}`);
  return [...variables, shellWord(DROVER), 'daemon', ...flags.map(shellWord)].join(' ');
}
