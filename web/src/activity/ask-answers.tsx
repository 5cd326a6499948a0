import type { Ask, AskAnswer, SessionId } from '@drover/protocol';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { answersInSight, whyNotAllowed } from './needs-you.ts';
import { useAnswer } from './use-answer.ts';

const LOOKS: Record<AskAnswer, { word: string; variant: 'primary' | 'plain' }> = {
  allow: { word: 'Allow', variant: 'primary' },
  deny: { word: 'Deny', variant: 'plain' },
};

export type AskAnswersProps = {
  sessionId: SessionId;
  ask: Ask;
  /** Of the session, for screen readers. */
  label: string;
  /** Whether all of what it asks for is in sight. */
  unfolded: boolean;
  /** The way to its terminal. */
  children: ReactNode;
};

/** The answers that an ask takes from here, then what came of them. */
export function AskAnswers({ sessionId, ask, label, unfolded, children }: AskAnswersProps) {
  const { answer, pending, outcome } = useAnswer(sessionId, ask.askId);
  const settled = outcome.kind === 'told' || outcome.kind === 'late';
  const note = outcome.kind === 'none' ? whyNotAllowed(ask) : outcome.words;
  return (
    <div className="flex max-w-full flex-wrap items-center gap-1.5">
      <span
        role={outcome.kind === 'failed' ? 'alert' : 'status'}
        className={outcome.kind === 'failed' ? 'text-bad-ink' : 'text-ink-2'}
      >
        {note}
      </span>
      {!settled &&
        answersInSight(ask, unfolded).map((one) => (
          <Button
            key={one}
            variant={LOOKS[one].variant}
            aria-label={`${LOOKS[one].word}: ${label}`}
            pending={pending === one}
            disabled={pending !== null}
            onClick={() => answer(one)}
          >
            {LOOKS[one].word}
          </Button>
        ))}
      {children}
    </div>
  );
}
