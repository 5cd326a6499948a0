import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import type { Tone } from './status-dot.tsx';

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good-ink',
  warn: 'bg-warn-soft text-warn-ink',
  bad: 'bg-bad-soft text-bad-ink',
  accent: 'bg-accent-soft text-accent-ink',
  neutral: 'bg-hover text-ink-2',
};

export type ChipProps = Omit<ComponentProps<'span'>, 'color'> & { tone?: Tone; children: ReactNode };

export function Chip({ tone = 'neutral', className, children, ...rest }: ChipProps) {
  return (
    <span
      {...rest}
      className={cx(
        'inline-flex h-5 max-w-full items-center gap-1.5 whitespace-nowrap rounded px-1.5 font-medium text-xs',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** The mark of a profile in its own colour. The name beside it is in ink, so any colour stays legible. */
export const ProfileMark = ({ color }: { color: string }) => (
  <span
    aria-hidden="true"
    className="inline-block size-2.5 shrink-0 rounded-[3px] ring-1 ring-ink/10 ring-inset"
    style={{ background: color }}
  />
);
