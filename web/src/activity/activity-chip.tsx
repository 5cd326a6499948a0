import type { Activity, Session } from '@drover/protocol';
import { useState } from 'react';
import { Chip } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { Explanation } from '../design/explanation.tsx';
import { StatusDot } from '../design/status-dot.tsx';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { Runtime } from '../time/time-text.tsx';
import { ActivityExplanation } from './activity-explanation.tsx';
import { activityLook } from './activity-words.ts';
import { ReportDialog } from './report-dialog.tsx';

export type ActivityChipProps = {
  session: Session;
  activity: Activity;
  side?: 'top' | 'bottom';
  /** For where there is little room: only its colour is in sight. */
  wordsClass?: string;
};

/** What a session does, in a word, and for how long; pointed at or tapped, why that is believed. */
export function ActivityChip({ session, activity, side, wordsClass }: ActivityChipProps) {
  const { word, tone } = activityLook(activity);
  const label = useSessionLabel(session);
  const calm = activity.state === 'working' || activity.state === 'idle';
  const [reporting, setReporting] = useState(false);
  const report = (close: () => void) => () => {
    close();
    setReporting(true);
  };
  return (
    <>
      <Explanation
        label={`Activity of ${label}`}
        className="touch:-my-2 flex shrink-0 touch:h-11 touch:min-w-11 items-center justify-end rounded"
        {...(side && { side })}
        content={(close) => <ActivityExplanation activity={activity} onReport={report(close)} />}
      >
        <Chip
          tone={tone}
          data-activity={activity.state}
          data-reason={activity.reason}
          className={cx(calm && 'bg-transparent px-0')}
        >
          <StatusDot tone={tone} />
          <span className={wordsClass}>{word}</span>
          <span className={cx('font-normal', wordsClass)}>
            <span className="sr-only">for </span>
            <Runtime from={activity.since} to={null} />
          </span>
        </Chip>
      </Explanation>
      {reporting && (
        <ReportDialog session={session} activity={activity} onClose={() => setReporting(false)} />
      )}
    </>
  );
}
