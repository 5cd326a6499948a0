import type { Host } from '@drover/protocol';
import { StatusDot } from '../design/status-dot.tsx';
import { Ago } from '../time/time-text.tsx';
import { hostState } from './host-words.ts';

export function HostDot({ host }: { host: Host }) {
  const { tone } = hostState(host);
  return <StatusDot tone={tone} hollow={tone === 'neutral'} />;
}

/** How a host stands with the hub, and since when it was not seen. */
export function HostStatus({ host }: { host: Host }) {
  const { word } = hostState(host);
  if (host.online || host.lastSeenAt === null) return <>{word}</>;
  return (
    <>
      {word}, last seen <Ago at={host.lastSeenAt} />
    </>
  );
}
