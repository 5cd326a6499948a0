import type { ReactNode } from 'react';
import { Card } from './card.tsx';
import { cx } from './cx.ts';
import { Skeleton } from './skeleton.tsx';

/** Rows below each other, with a line between. */
export const List = ({ label, children }: { label: string; children: ReactNode }) => (
  <Card className="overflow-hidden">
    <ul aria-label={label} className="divide-y divide-line">
      {children}
    </ul>
  </Card>
);

export const ListRow = ({ children, className }: { children: ReactNode; className?: string }) => (
  <li className={cx('flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm', className)}>
    {children}
  </li>
);

/** The shape of a list that is on its way. */
export const ListSkeleton = ({ rows = 3, label }: { rows?: number; label: string }) => (
  <Card className="divide-y divide-line">
    <p className="sr-only" role="status">
      {label}
    </p>
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other name
      <div key={row} className="flex h-12 items-center justify-between gap-4 px-4">
        <Skeleton className="h-4 w-2/5" />
        <Skeleton className="h-4 w-24" />
      </div>
    ))}
  </Card>
);
