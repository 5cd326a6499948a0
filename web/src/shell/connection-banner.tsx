import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../api/http.ts';
import { Banner } from '../design/banner.tsx';
import { useConnectionState, useFleetLoaded } from '../live/use-live.ts';
import { formatClock } from '../time/format.ts';

/** Says that the hub is away, since when, and what that means for what is on the page. */
export function ConnectionBanner() {
  const { status, since } = useConnectionState();
  const loaded = useFleetLoaded();
  const blocked = useWebSocketBlocked(status === 'offline');
  if (status !== 'offline') return null;
  return (
    <Banner tone="bad" className="sm:px-6">
      {blocked ? (
        <>The hub answers, but something between blocks WebSocket, which live sessions need. Trying again.</>
      ) : (
        <>
          The hub has not been reachable since <span className="tabular">{formatClock(since)}</span>. Agents
          keep running on their hosts. {loaded && 'What you see is how it was then. '}Trying again.
        </>
      )}
    </Banner>
  );
}

/** True when the hub can be asked over plain HTTP while its WebSocket stays shut. */
function useWebSocketBlocked(offline: boolean): boolean {
  const probe = useQuery({
    queryKey: ['hub-answers'],
    queryFn: ({ signal }) =>
      call('GET', '/api/version', z.unknown(), undefined, signal).then(() => Date.now()),
    enabled: offline,
    refetchInterval: 5_000,
    staleTime: 0,
    gcTime: 0,
  });
  return offline && probe.isSuccess && probe.failureCount === 0 && probe.dataUpdatedAt > 0;
}
