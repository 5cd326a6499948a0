import { type Host, hasEnded, type Session } from '@drover/protocol';
import { Runtime } from '../time/time-text.tsx';

/** How long a session runs, or ran; nothing where it never did, or where that is not known. */
export function SessionRuntime({ session, host }: { session: Session; host: Host }) {
  const { status, createdAt, endedAt } = session;
  const ended = hasEnded(status);
  if (status === 'failed' || (ended && endedAt === null)) return null;
  return (
    <span className="text-ink-2 text-xs">
      <span className="sr-only">{ended ? 'ran for ' : 'running for '}</span>
      <Runtime from={createdAt} to={ended ? endedAt : stillAt(session, host)} />
    </span>
  );
}

/** Nobody knows whether a session on an unreachable host still runs, so its clock stands still. */
const stillAt = ({ createdAt }: Session, { online, lastSeenAt }: Host): number | null =>
  online ? null : (lastSeenAt ?? createdAt);
