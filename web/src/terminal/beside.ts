import { SessionId } from '@drover/protocol';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What is shown beside a terminal: another session, or what this one has changed. */
export type Beside = { kind: 'session'; sessionId: SessionId } | { kind: 'changes' } | null;

const CHANGES = 'changes';

export function besideFromQuery(query: URLSearchParams): Beside {
  const value = query.get('beside');
  if (value === CHANGES) return { kind: 'changes' };
  const sessionId = SessionId.safeParse(value);
  return sessionId.success ? { kind: 'session', sessionId: sessionId.data } : null;
}

export const queryFromBeside = (beside: Beside): Record<string, string> =>
  beside ? { beside: beside.kind === 'changes' ? CHANGES : beside.sessionId } : {};

/** Kept in the address, so that it survives a reload. */
export function useBeside(): [Beside, (beside: Beside) => void] {
  const [query, setQuery] = useSearchParams();
  const show = useCallback(
    (beside: Beside) => setQuery(queryFromBeside(beside), { replace: true }),
    [setQuery],
  );
  return [besideFromQuery(query), show];
}
