import { StatusDot } from '../design/status-dot.tsx';
import { Ago } from '../time/time-text.tsx';
import type { FleetSection } from './fleet-sections.ts';

export function HostHeading({ titleId, section }: { titleId: string; section: FleetSection }) {
  const { host, activeCount, totalCount } = section;
  const ended = totalCount - activeCount;
  return (
    <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-0.5 text-ink-2 text-sm">
      <h2 id={titleId} className="flex min-w-0 items-center gap-2 font-semibold text-base text-ink">
        <StatusDot tone={host.online ? 'good' : 'neutral'} hollow={!host.online} />
        <span className="truncate">{host.name}</span>
      </h2>
      <span>{host.online ? 'Online' : <LastSeen at={host.lastSeenAt} />}</span>
      {host.facts && <span className="truncate text-ink-3">{host.facts.platform}</span>}
      <span className="tabular text-ink-3">
        {activeCount} active{!host.online && ' then'}
        {ended > 0 && `, ${ended} ended`}
      </span>
    </div>
  );
}

const LastSeen = ({ at }: { at: number | null }) =>
  at === null ? (
    'Never connected'
  ) : (
    <>
      Offline, last seen <Ago at={at} />
    </>
  );
