import { MAX_DAEMON_MESSAGE_BYTES, type SessionFacts } from '@drover/protocol';
import { fitting } from '../fitting.ts';
import { NOTHING } from './facts.ts';

/** The rest is for what a hello says beside its sessions. */
const MAX_BYTES = (MAX_DAEMON_MESSAGE_BYTES * 3) / 4;

/**
 * Facts of sessions that a hello has room for; with a longer one the hub would end the connection, each time anew. Rather
 * less of each than fewer: the hub takes one that runs and is not told for lost. What is left out is told as it changes.
 */
export function toldFacts(all: readonly SessionFacts[]): SessionFacts[] {
  const whole = fitting(all, MAX_BYTES);
  if (whole.length === all.length) return whole;
  return fitting(
    all.map((facts) => ({ ...facts, ...NOTHING })),
    MAX_BYTES,
  );
}
