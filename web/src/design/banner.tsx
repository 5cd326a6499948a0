import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

type BannerTone = 'info' | 'warn' | 'bad';

const LOOKS = {
  info: { look: 'bg-accent-soft text-accent-ink', Icon: Info },
  warn: { look: 'bg-warn-soft text-warn-ink', Icon: TriangleAlert },
  bad: { look: 'bg-bad-soft text-bad-ink', Icon: CircleAlert },
} as const;

export type BannerProps = { tone: BannerTone; children: ReactNode; action?: ReactNode; className?: string };

/** Something that holds for the whole page or section; announced to screen readers when it appears. */
export function Banner({ tone, children, action, className }: BannerProps) {
  const { look, Icon } = LOOKS[tone];
  return (
    <div role="status" className={cx('flex items-center gap-2.5 px-4 py-2 text-sm', look, className)}>
      <Icon size={16} className="shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
