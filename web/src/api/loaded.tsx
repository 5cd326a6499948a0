import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ListSkeleton } from '../design/list.tsx';
import { LoadError } from '../design/load-error.tsx';
import { messageOf } from './http.ts';

export type LoadedProps<T> = {
  query: UseQueryResult<T>;
  /** What is on its way, such as `the tokens`. */
  what: string;
  /** How many rows it probably has. */
  rows?: number;
  children: (data: T) => ReactNode;
};

/** A list that is asked of the hub: its shape while it is on its way, and why it did not come. */
export function Loaded<T>({ query, what, rows = 3, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError)
    return <LoadError message={messageOf(query.error)} onRetry={() => void query.refetch()} />;
  return <ListSkeleton rows={rows} label={`Loading ${what}`} />;
}
