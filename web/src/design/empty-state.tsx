import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

export const EmptyState = ({ icon, title, children, action, className }: EmptyStateProps) => (
  <div
    className={cx(
      'flex flex-col items-center gap-1.5 rounded-lg border border-line border-dashed px-6 py-8 text-center',
      className,
    )}
  >
    {icon && <div className="mb-1 text-ink-3">{icon}</div>}
    <p className="font-medium">{title}</p>
    {children && <div className="max-w-prose text-ink-2 text-sm">{children}</div>}
    {action && <div className="mt-3">{action}</div>}
  </div>
);
