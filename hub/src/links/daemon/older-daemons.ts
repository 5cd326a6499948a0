import { type AttachToDaemon, DroverError, type hubToDaemon } from '@drover/protocol';

/**
 * What a daemon of the protocol before ours must be told otherwise, since it refuses what it does not know. Of protocol
 * 2: it knows no viewers that only watch, and no word before the hub closes a connection.
 */

const FIRST_WITH_WATCHERS = 3;

/** An attach as this daemon understands it. Throws `forbidden` for a viewer that it would give control. */
export function attachFor(protocol: number, message: AttachToDaemon): Partial<AttachToDaemon> {
  if (protocol >= FIRST_WITH_WATCHERS) return message;
  const { mayControl, ...rest } = message;
  if (mayControl) return rest;
  const words = 'The daemon of this host is of an older version, in which whoever watches may also type.';
  throw new DroverError('forbidden', `${words} Upgrade it, or ask for the role operator.`);
}

/** Whether this daemon knows an event. */
export const knows = (protocol: number, event: keyof typeof hubToDaemon): boolean =>
  event !== 'refused' || protocol >= FIRST_WITH_WATCHERS;
