import { type Host, hasEnded, type Session } from '@drover/protocol';
import { CornerDownRight } from 'lucide-react';
import { doingWords } from '../activity/activity-words.ts';
import { Button } from '../design/button.tsx';
import { ProfileMark } from '../design/chip.tsx';
import { useMay } from '../live/use-live.ts';
import { ResumeButton } from '../sessions/resume-button.tsx';
import { reachOf, SessionState } from '../sessions/session-state.tsx';
import { profileLook, sessionLabel } from '../sessions/session-words.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { ArchiveButton } from './archive-button.tsx';
import { openWord } from './card-actions.tsx';
import { StopButton } from './stop-button.tsx';

export type CompanionRowsProps = { companions: readonly Session[]; host: Host };

/** What was opened beside a session, at the foot of its card. */
export function CompanionRows({ companions, host }: CompanionRowsProps) {
  if (companions.length === 0) return null;
  return (
    <ul aria-label="Beside it" className="divide-y divide-line border-line border-t bg-canvas/60">
      {companions.map((session) => (
        <CompanionRow key={session.sessionId} session={session} host={host} />
      ))}
    </ul>
  );
}

function CompanionRow({ session, host }: { session: Session; host: Host }) {
  const { displayName, color } = profileLook(session.profile, host);
  const label = session.name ?? session.task?.split('\n')[0] ?? doingWords(session);
  return (
    <li data-session-id={session.sessionId} className="py-1 pr-1.5 pl-3 text-xs">
      <div className="flex h-6 items-center gap-1.5">
        <CornerDownRight size={12} className="shrink-0 text-ink-3" aria-hidden="true" />
        <ProfileMark color={color} />
        <span className="shrink-0 font-medium">{displayName}</span>
        {label && (
          <span className="min-w-0 truncate text-ink-2" title={label}>
            {label}
          </span>
        )}
        <span className="ml-auto shrink-0">
          <SessionState session={session} reach={reachOf(host)} />
        </span>
      </div>
      <RowActions session={session} host={host} />
    </li>
  );
}

function RowActions({ session, host }: { session: Session; host: Host }) {
  const open = useOpenTerminal();
  const mayOperate = useMay('operator');
  const ended = hasEnded(session.status);
  return (
    <div className="flex justify-end gap-1">
      {mayOperate && ended && <ArchiveButton session={session} />}
      {mayOperate && !ended && <StopButton session={session} host={host} />}
      {mayOperate && ended && <ResumeButton session={session} host={host} />}
      {session.status !== 'failed' && (
        <Button
          variant="quiet"
          aria-label={`${openWord(ended, mayOperate)}: ${sessionLabel(session, host)}`}
          onClick={() => open(session.sessionId)}
        >
          {openWord(ended, mayOperate)}
        </Button>
      )}
    </div>
  );
}
