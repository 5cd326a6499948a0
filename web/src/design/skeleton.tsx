import { cx } from './cx.ts';

/** The shape of what is on its way; size it with `className`. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div
    aria-hidden="true"
    className={cx('animate-[breathe_1.8s_ease-in-out_infinite] rounded bg-hover', className)}
  />
);
