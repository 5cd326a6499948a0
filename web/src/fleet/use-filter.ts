import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigationType, useSearchParams } from 'react-router';
import {
  type FleetFilter,
  filterFromQuery,
  type Grouping,
  groupingFromQuery,
  queryFromFilter,
} from './fleet-filter.ts';

type Chosen = { filter: FleetFilter; grouping: Grouping };

const chosenIn = (query: URLSearchParams): Chosen => ({
  filter: filterFromQuery(query),
  grouping: groupingFromQuery(query),
});

/** Kept here and written into the address: the address alone follows too late for who types fast. */
export function useFilter() {
  const [query, setQuery] = useSearchParams();
  const { key } = useLocation();
  const cause = useNavigationType();
  const [chosen, setChosen] = useState(() => chosenIn(query));
  const write = useRef(setQuery);
  useEffect(() => {
    write.current = setQuery;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what counts is that somebody went to another address
  useEffect(() => {
    // We ourselves only ever replace it.
    if (cause !== 'REPLACE') setChosen(chosenIn(query));
  }, [key]);
  const latest = useRef(chosen);
  latest.current = chosen;
  const change = useCallback((part: Partial<Chosen>) => {
    const next = { ...latest.current, ...part };
    latest.current = next;
    setChosen(next);
    write.current(queryFromFilter(next.filter, next.grouping), { replace: true });
  }, []);
  const setFilter = useCallback(
    (next: (before: FleetFilter) => FleetFilter) => change({ filter: next(latest.current.filter) }),
    [change],
  );
  const setGrouping = useCallback((grouping: Grouping) => change({ grouping }), [change]);
  return { ...chosen, setFilter, setGrouping };
}
