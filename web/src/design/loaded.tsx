import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { messageOf } from '../api/http.ts';
import { ListSkeleton } from './list.tsx';
import { LoadError } from './load-error.tsx';

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
