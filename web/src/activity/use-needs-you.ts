import { useMemo } from 'react';
import { useFleet } from '../live/use-live.ts';
import { type Waiting, waitingSessions } from './needs-you.ts';

/** Sessions that cannot go on without a person, who has waited longest first. */
export function useNeedsYou(): readonly Waiting[] {
  const { sessions, hosts } = useFleet();
  return useMemo(() => waitingSessions(sessions.values(), hosts), [sessions, hosts]);
}
