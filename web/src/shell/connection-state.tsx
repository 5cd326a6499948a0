import { StatusDot } from '../design/status-dot.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { useConnectionState } from '../live/use-live.ts';
import { formatClock } from '../time/format.ts';

const LOOKS = {
  connecting: { tone: 'accent', word: 'Connecting', busy: true },
  online: { tone: 'good', word: 'Live', busy: false },
  offline: { tone: 'bad', word: 'Offline', busy: false },
} as const;

/** Whether what this page shows is live. */
export function ConnectionState() {
  const { status, since } = useConnectionState();
  const { tone, word, busy } = LOOKS[status];
  return (
    <Tooltip text={`${word} since ${formatClock(since)}`} side="bottom">
      <span role="status" className="inline-flex items-center gap-1.5 text-ink-2">
        <StatusDot tone={tone} busy={busy} />
        <span className="max-sm:sr-only">{word}</span>
      </span>
    </Tooltip>
  );
}
