import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../design/cx.ts';

/** `now`: what is to be done; `done` and `later`: what was, and what will be. */
export type StepState = 'done' | 'now' | 'later';

export type StepProps = {
  number: number;
  title: ReactNode;
  state: StepState;
  /** Shown while it is not to be done later. */
  children?: ReactNode;
};

/** One step of a guide. */
export const Step = ({ number, title, state, children }: StepProps) => (
  <li
    aria-current={state === 'now' ? 'step' : undefined}
    className="relative pb-8 pl-11 before:absolute before:top-8 before:bottom-1 before:left-3.5 before:w-px before:bg-line last:pb-0 last:before:hidden max-sm:pl-10"
  >
    <span
      aria-hidden="true"
      className={cx(
        'absolute top-0 left-0 flex size-7 items-center justify-center rounded-full font-semibold text-xs',
        MARKS[state],
      )}
    >
      {state === 'done' ? <Check size={15} /> : number}
    </span>
    <h2 className={cx('pt-0.5 font-semibold text-base', state === 'later' && 'font-medium text-ink-3')}>
      {title}
      {state === 'done' && <span className="sr-only"> (done)</span>}
    </h2>
    {state !== 'later' && children && <div className="mt-3">{children}</div>}
  </li>
);

const MARKS = {
  done: 'bg-good-soft text-good-ink',
  now: 'bg-accent text-on-accent',
  later: 'bg-hover text-ink-3',
} as const;

export const Steps = ({ label, children }: { label: string; children: ReactNode }) => (
  <ol aria-label={label}>{children}</ol>
);
