import type { ErrorCode, Problem } from '@drover/protocol';

/**
 * - `detached`: the hub cannot be reached
 * - `attaching`: asked, or asking again; the screen is not known to be current
 * - `live`: the screen is current, and typing goes to the session
 * - `waiting-for-host`: the host's daemon cannot be reached
 * - `ended`: the screen is the session's last
 * - `refused`: this session cannot be shown here; `problem` says why
 *
 * `since` is in milliseconds since 1970, by this machine's clock.
 */
export type Phase =
  | { kind: 'detached'; since: number }
  | { kind: 'attaching' }
  | { kind: 'live' }
  | { kind: 'waiting-for-host'; since: number }
  | { kind: 'ended' }
  | { kind: 'refused'; problem: Problem };

/** Problems that asking again does not solve. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'forbidden',
  'forbidden_session',
  'invalid_id',
  'invalid_payload',
  'invalid_size',
  'no_session',
  'not_found',
  'revoked',
  'session_ended',
  'unauthenticated',
  'unauthorized',
]);

/** What follows from the other side's refusal or end of an attachment. */
export function phaseAfter(problem: Problem): Phase {
  if (problem.code === 'host_offline') return { kind: 'waiting-for-host', since: Date.now() };
  return FINAL.has(problem.code) ? { kind: 'refused', problem } : { kind: 'attaching' };
}

/** Whether a host that comes back is reason to ask again. One whose access was revoked comes with a new token. */
export const waitsForHost = (phase: Phase): boolean =>
  phase.kind === 'waiting-for-host' || (phase.kind === 'refused' && phase.problem.code === 'revoked');
