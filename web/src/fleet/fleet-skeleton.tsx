import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { CARD_GRID } from './card-grid.ts';

/** The shape of the fleet page, until the hub has told the fleet. */
export const FleetSkeleton = () => (
  <main className="mx-auto max-w-[120rem] px-4 pb-12 sm:px-6" aria-busy="true">
    <p className="sr-only" role="status">
      Loading the fleet
    </p>
    <div className="flex gap-2 py-4">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-8 w-44" />
    </div>
    <div className="mb-3 flex items-center justify-between border-line border-b pb-2.5">
      <Skeleton className="h-6 w-56" />
      <Skeleton className="h-8 w-48" />
    </div>
    <div className={CARD_GRID}>
      {['a', 'b', 'c', 'd'].map((key) => (
        <SkeletonCard key={key} />
      ))}
    </div>
  </main>
);

const SkeletonCard = () => (
  <Card className="overflow-hidden">
    <div className="space-y-2.5 p-3">
      <div className="flex justify-between">
        <Skeleton className="h-4 w-28" />
        <Skeleton className="h-4 w-20" />
      </div>
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-3 w-1/2" />
    </div>
    <Skeleton className="aspect-[15/8] rounded-none" />
    <div className="flex justify-end gap-2 p-2">
      <Skeleton className="h-8 w-20" />
    </div>
  </Card>
);
