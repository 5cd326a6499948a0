import type { Activity } from '@drover/protocol';
import { Button } from '../design/button.tsx';
import { useMay } from '../live/use-live.ts';
import { formatClock } from '../time/format.ts';
import { Ago } from '../time/time-text.tsx';
import { activityLook, evidenceSource, STATE_MEANINGS } from './activity-words.ts';

export type ActivityExplanationProps = { activity: Activity; onReport: () => void };

/** Why a session is believed to do what its chip says, and the way to contradict. */
export function ActivityExplanation({ activity, onReport }: ActivityExplanationProps) {
  const mayReport = useMay('operator');
  const { word } = activityLook(activity);
  return (
    <div className="space-y-2">
      <p className="font-medium">
        {word}{' '}
        <span className="font-normal text-ink-2">
          since <time dateTime={new Date(activity.since).toISOString()}>{formatClock(activity.since)}</time>,{' '}
          <Ago at={activity.since} />
        </span>
      </p>
      <p className="text-ink-2">{STATE_MEANINGS[activity.state]}</p>
      {activity.doing && <p className="break-all font-mono text-xs">{activity.doing}</p>}
      <dl className="border-line border-t pt-2 text-xs">
        <dt className="text-ink-3">{evidenceSource(activity)}</dt>
        <dd className="whitespace-pre-wrap break-words text-ink-2">{activity.evidence.words}</dd>
      </dl>
      {mayReport && (
        <Button variant="quiet" className="-ml-3" onClick={onReport}>
          This is wrong…
        </Button>
      )}
    </div>
  );
}
