import { cx } from './cx.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'accent' | 'neutral';

const DOTS: Record<Tone, string> = {
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  accent: 'bg-accent',
  neutral: 'bg-ink-3',
};

export type StatusDotProps = {
  tone: Tone;
  /** Something is under way. */
  busy?: boolean;
  /** A ring instead of a disc: known of old, not seen now. */
  hollow?: boolean;
};

/** Decorative: the words beside it say the same. */
export function StatusDot({ tone, busy = false, hollow = false }: StatusDotProps) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-block size-2 shrink-0 rounded-full',
        hollow ? 'border-[1.5px] border-ink-3' : DOTS[tone],
        busy && 'animate-[breathe_1.6s_ease-in-out_infinite]',
      )}
    />
  );
}
