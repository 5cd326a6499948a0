import { type Host, hasEnded, type Session } from '@drover/protocol';
import { useFleet, useMay } from '../../live/use-live.ts';
import { companionProfile, useCompanion } from '../../spawn/use-companion.ts';
import type { Around } from './terminal-window.tsx';

/** What the header offers of what can stand beside its terminal; null for what cannot. */
export type HeaderSides = {
  onCompanion: (() => void) | null;
  companionPending: boolean;
  onChanges: (() => void) | null;
  /** Closes this side. */
  onClose: (() => void) | null;
};

export function useHeaderSides(session: Session, host: Host | undefined, around: Around): HeaderSides {
  const { beside, onBeside, onClose } = around;
  const mayOperate = useMay('operator');
  const { sessions } = useFleet();
  const { start, pending } = useCompanion(({ sessionId }) => onBeside?.({ kind: 'session', sessionId }));
  const running = runningCompanion(session, sessions.values());
  const startable = mayOperate && host?.online && !hasEnded(session.status) && companionProfile(host);
  const openCompanion = () => {
    if (running) onBeside?.({ kind: 'session', sessionId: running.sessionId });
    else start({ session });
  };
  return {
    onCompanion: onBeside && beside !== 'session' && (running || startable) ? openCompanion : null,
    companionPending: pending,
    onChanges:
      onBeside && session.git ? () => onBeside(beside === 'changes' ? null : { kind: 'changes' }) : null,
    onClose,
  };
}

/** One that was opened beside it before and still runs: it is shown again instead of another being started. */
export const runningCompanion = ({ sessionId }: Session, sessions: Iterable<Session>): Session | undefined =>
  [...sessions].find(({ parentId, status }) => parentId === sessionId && !hasEnded(status));
