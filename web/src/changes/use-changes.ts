import { hasEnded, type Session } from '@drover/protocol';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { readChanges } from '../api/sessions.ts';

/** Beside what the session tells of its git status, which does not know when a changed file changes again. */
const LOOK_AGAIN_MS = 10_000;

/** What a session has changed: kept current while it runs, and as it was at its end afterwards. */
export function useChanges({ sessionId, status, git }: Session) {
  const ended = hasEnded(status);
  const queries = useQueryClient();
  const seen = JSON.stringify(git);
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return;
    before.current = seen;
    void queries.invalidateQueries({ queryKey: ['changes', sessionId] });
  }, [queries, sessionId, seen]);
  return useQuery({
    queryKey: ['changes', sessionId, ended],
    queryFn: ({ signal }) => readChanges(sessionId, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ended ? false : LOOK_AGAIN_MS,
    staleTime: 0,
  });
}
