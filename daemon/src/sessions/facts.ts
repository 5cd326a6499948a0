import { constants } from 'node:os';
import {
  type Exit,
  hasEnded,
  type SessionFacts,
  type SessionReason,
  type SessionStatus,
} from '@drover/protocol';
import { OUT_OF_MEMORY, STOPPED } from './reasons.ts';
import type { ExitFile, SessionRecord } from './session-dir.ts';

/** How a session stands. A field exists only where it means something. */
export type SessionState =
  | { status: 'starting' }
  /** `reason` when its holder does not answer. */
  | { status: 'running'; reason: SessionReason | null }
  | { status: 'exited'; exit: Exit | null; reason: SessionReason | null; endedAt: number }
  | { status: 'failed' | 'lost'; reason: SessionReason; endedAt: number };

export function exitedState(file: ExitFile, stopped: boolean): SessionState {
  return {
    status: 'exited',
    exit: { code: file.code, signal: file.signal === null ? null : signalName(file.signal) },
    reason: exitReason(file, stopped),
    endedAt: file.endedAt,
  };
}

/** A shell reports so that its last command was killed. */
const EXIT_KILLED = 128 + constants.signals.SIGKILL;

function exitReason({ code, signal, oomKills }: ExitFile, stopped: boolean): SessionReason | null {
  if (stopped) return STOPPED;
  const wasKilled = signal === constants.signals.SIGKILL || code === EXIT_KILLED;
  return wasKilled && oomKills > 0 ? OUT_OF_MEMORY : null;
}

export function recordedEnd(ended: NonNullable<SessionRecord['ended']>): SessionState {
  if (ended.status === 'exited')
    return { status: 'exited', exit: null, reason: ended.reason, endedAt: ended.at };
  return { status: ended.status, reason: ended.reason, endedAt: ended.at };
}

/** What parts of the daemon learn of a session while it runs, and is known of it no longer than this daemon lives. */
export type Learned = Pick<SessionFacts, 'activity' | 'git' | 'shell' | 'mcpServers'>;

export const NOTHING: Learned = { activity: null, git: null, shell: null, mcpServers: [] };

export function factsOf(
  record: SessionRecord,
  state: SessionState,
  live: Pick<SessionFacts, 'epoch' | 'size' | 'title' | 'viewers'> & Learned,
): SessionFacts {
  const { sessionId, profile, projectDir, task, createdAt } = record;
  const { parentId, worktree, model, conversationId, notice } = record;
  return {
    ...{ sessionId, profile, projectDir, task, createdAt },
    ...{ parentId, worktree, model, conversationId, notice },
    ...live,
    // What nobody asks after its end need not be told again with every hello.
    ...(hasEnded(state.status) && { activity: null, mcpServers: [] }),
    status: state.status satisfies SessionStatus,
    reason: 'reason' in state ? state.reason : null,
    exit: state.status === 'exited' ? state.exit : null,
    endedAt: 'endedAt' in state ? state.endedAt : null,
  };
}

const signalName = (number: number): string =>
  Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `SIG${number}`;
