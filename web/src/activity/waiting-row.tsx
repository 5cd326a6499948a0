import type { Ask } from '@drover/protocol';
import { memo, type ReactNode, useState } from 'react';
import { Button } from '../design/button.tsx';
import { ProfileMark } from '../design/chip.tsx';
import { useHost, useMay } from '../live/use-live.ts';
import { profileLook, projectLabel } from '../sessions/session-words.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { Runtime } from '../time/time-text.tsx';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { AskAnswers } from './ask-answers.tsx';
import { AskDetail } from './ask-detail.tsx';
import { type Waiting, waitingWords } from './needs-you.ts';

/** One session that waits: for what, how long, and what can be done about it here. */
export const WaitingRow = memo(function WaitingRow({ session }: { session: Waiting }) {
  const [unfolded, setUnfolded] = useState(false);
  const { activity } = session;
  const { ask } = activity;
  const label = useSessionLabel(session);
  return (
    <li
      aria-label={label}
      data-waiting={session.sessionId}
      className="flex flex-wrap items-start gap-x-4 gap-y-1.5 px-3 py-2 text-sm"
    >
      <div className="min-w-0 flex-1 basis-72 space-y-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Who session={session} label={label} />
          <span className="text-warn-ink">
            {waitingWords(activity)}{' '}
            <span className="text-ink-3">
              <span className="sr-only">for </span>
              <Runtime from={activity.since} to={null} />
            </span>
          </span>
        </p>
        {ask?.detail != null && (
          <AskDetail detail={ask.detail} unfolded={unfolded} onUnfold={() => setUnfolded(true)} />
        )}
      </div>
      <Answers session={session} ask={ask} label={label} unfolded={unfolded} />
    </li>
  );
});

function Who({ session, label }: { session: Waiting; label: string }) {
  const host = useHost(session.hostId);
  const { displayName, color } = profileLook(session.profile, host);
  return (
    <>
      <ProfileMark color={color} />
      <span className="sr-only">{displayName}:</span>
      <span className="min-w-0 max-w-full truncate font-medium">{label}</span>
      <span className="min-w-0 max-w-full truncate text-ink-3 text-xs">
        {host?.name} / {projectLabel(session.projectDir, host?.facts?.roots ?? [])}
      </span>
    </>
  );
}

/** Says why there are no buttons where one would look for them. */
const OnlyThere = ({ activity, children }: { activity: Waiting['activity']; children: ReactNode }) => (
  <div className="flex max-w-full flex-wrap items-center gap-2">
    {(activity.reason === 'permission' || activity.reason === 'plan') && (
      <span className="text-ink-3 text-xs">Answered in its terminal only</span>
    )}
    {children}
  </div>
);

type AnswersProps = { session: Waiting; ask: Ask | null; label: string; unfolded: boolean };

function Answers({ session, ask, label, unfolded }: AnswersProps) {
  const mayAnswer = useMay('operator');
  const open = useOpenTerminal();
  const attach = (
    <Button
      onClick={() => open(session.sessionId)}
      aria-label={`${mayAnswer ? 'Attach to' : 'Watch'} ${label}`}
    >
      {mayAnswer ? 'Attach' : 'Watch'}
    </Button>
  );
  if (!mayAnswer) return attach;
  if (!ask || ask.answers.length === 0) return <OnlyThere activity={session.activity}>{attach}</OnlyThere>;
  return (
    <AskAnswers sessionId={session.sessionId} ask={ask} label={label} unfolded={unfolded}>
      {attach}
    </AskAnswers>
  );
}
