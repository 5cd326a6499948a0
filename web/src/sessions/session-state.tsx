import type { Host, Session } from '@drover/protocol';
import { ActivityChip } from '../activity/activity-chip.tsx';
import { Chip } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { StatusDot } from '../design/status-dot.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { type HostReach, isActive, knownStatus } from './session-words.ts';

export type SessionStateProps = {
  session: Session;
  reach: HostReach;
  /** For where there is little room: only the colour is in sight. */
  wordsClass?: string;
};

/** What a session does, as far as that is known; else how it stands. */
export function SessionState({ session, reach, wordsClass }: SessionStateProps) {
  const { activity, reason, status } = session;
  const words = wordsClass === undefined ? {} : { wordsClass };
  // What is wrong with a session that runs, such as a full disk, matters more than what it does.
  if (activity && reach === 'online' && status === 'running' && reason === null)
    return <ActivityChip session={session} activity={activity} {...words} />;
  return <StatusChip session={session} reach={reach} {...words} />;
}

function StatusChip({ session, reach, wordsClass }: SessionStateProps) {
  const { word, tone, sentence, sure } = knownStatus(session, reach);
  return (
    <Tooltip text={sentence} side="bottom">
      <Chip
        tone={tone}
        data-status={session.status}
        tabIndex={0}
        className={cx(isActive(session) && 'bg-transparent px-0')}
      >
        <StatusDot tone={tone} busy={session.status === 'starting' && sure} hollow={!sure} />
        <span className={wordsClass}>{word}</span>
      </Chip>
    </Tooltip>
  );
}

export function reachOf(host: Host | undefined, deleted = false): HostReach {
  if (deleted) return 'deleted';
  return host?.online === false ? 'offline' : 'online';
}
