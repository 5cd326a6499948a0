import type { Session } from '@drover/protocol';
import { Chip } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { StatusDot } from '../design/status-dot.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { isActive, knownStatus } from '../sessions/session-words.ts';

export type SessionStatusChipProps = { session: Session; hostOnline: boolean };

/** While the host is offline, what is told is what was known last. */
export function SessionStatusChip({ session, hostOnline }: SessionStatusChipProps) {
  const { word, tone, sentence, sure } = knownStatus(session, hostOnline ? 'online' : 'offline');
  return (
    <Tooltip text={sentence}>
      <Chip
        tone={tone}
        data-status={session.status}
        className={cx(isActive(session) && 'bg-transparent px-0')}
      >
        <StatusDot tone={tone} busy={session.status === 'starting' && hostOnline} hollow={!sure} />
        {word}
      </Chip>
    </Tooltip>
  );
}
