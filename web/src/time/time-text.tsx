import { formatAgo, formatMoment, formatRuntime } from './format.ts';
import { useHubNow } from './use-time.ts';

/** How long ago by the hub's clock; kept current. */
export function Ago({ at }: { at: number }) {
  const now = useHubNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {formatAgo(now - at)}
    </time>
  );
}

/** From `from` until `to`, or until now while `to` is null; ticks. */
export function Runtime({ from, to }: { from: number; to: number | null }) {
  return <span className="tabular">{to === null ? <Ticking from={from} /> : formatRuntime(to - from)}</span>;
}

function Ticking({ from }: { from: number }) {
  return formatRuntime(useHubNow() - from);
}
