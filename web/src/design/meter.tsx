import { cx } from './cx.ts';

/** From here on there is little left. */
const FULL = 0.9;

export type MeterProps = {
  /** What is measured, for screen readers. */
  label: string;
  /** 0 to 1. */
  value: number;
  /** The value in words, for screen readers; it also stands beside the bar. */
  text: string;
  className?: string;
};

/** A small bar of how much is used. Its colour says only that it is nearly full. */
export const Meter = ({ label, value, text, className }: MeterProps) => (
  // biome-ignore lint/a11y/useSemanticElements: browsers do not let the element of meters be styled
  <div
    role="meter"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(value * 100)}
    aria-valuetext={text}
    className={cx('h-1.5 overflow-hidden rounded-full bg-line', className)}
  >
    <div
      className={cx(
        'h-full rounded-full transition-[width] duration-300',
        value >= FULL ? 'bg-warn' : 'bg-ink-3',
      )}
      style={{ width: `${Math.min(100, Math.max(0, value * 100))}%` }}
    />
  </div>
);
