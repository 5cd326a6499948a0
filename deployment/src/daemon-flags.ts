import type { Place } from './place.ts';
import type { DaemonPlan } from './plan.ts';

/** A word of a command line; a path is left for the writer of a shell line, a unit or a compose file to quote. */
export type Word = string | Place;

/** The daemon's arguments, each flag with its value. */
export const daemonFlags = (plan: DaemonPlan, tokenFile: Word): Word[][] => [
  ['--hub-url', plan.hubUrl],
  ...(plan.isPlain ? [['--insecure-lan']] : []),
  ['--token-file', tokenFile],
  ['--projects-root', plan.projectsRoot],
];
