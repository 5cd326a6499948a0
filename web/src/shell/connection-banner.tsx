import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useConnectionState, useFleetLoaded, useHubConnection } from '../live/use-live.ts';
import { formatClock } from '../time/format.ts';
import { useNow } from '../time/use-time.ts';
import { ReloadBanner } from './reload-banner.tsx';

/** What is mended within this time is not worth a word. */
const TOLD_AFTER_MS = 1_000;

/** Says that the hub is away, since when, and what that means for what is on the page. */
export function ConnectionBanner() {
  const { status, since, obstacle } = useConnectionState();
  if (status !== 'offline') return null;
  if (obstacle === 'page-outdated') return <ReloadBanner />;
  return <AwayBanner since={since} blocked={obstacle === 'socket-blocked'} />;
}

function AwayBanner({ since, blocked }: { since: number; blocked: boolean }) {
  const loaded = useFleetLoaded();
  const connection = useHubConnection();
  if (useNow() - since < TOLD_AFTER_MS) return null;
  return (
    <Banner
      tone="bad"
      className="sm:px-6"
      action={
        <Button variant="quiet" onClick={() => connection.retry()}>
          Try now
        </Button>
      }
    >
      {blocked ? (
        <>The hub answers, but a proxy between blocks WebSocket, which live sessions need. Trying again.</>
      ) : (
        <>
          The hub has not been reachable since <span className="tabular">{formatClock(since)}</span>. Agents
          keep running on their hosts. {loaded && 'What you see is how it was then. '}Trying again.
        </>
      )}
    </Banner>
  );
}
