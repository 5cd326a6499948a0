import { Link } from 'react-router';
import { HostDot, HostStatus } from '../hosts/host-status.tsx';
import { hostNote, skewSentence } from '../hosts/host-words.ts';
import { SmallLoad } from '../hosts/load-gauge.tsx';
import type { HostGroup } from './fleet-sections.ts';

export function HostHeading({ titleId, section }: { titleId: string; section: HostGroup }) {
  const { host, activeCount, totalCount } = section;
  const ended = totalCount - activeCount;
  return (
    <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-0.5 text-ink-2 text-sm">
      <h2 id={titleId} className="flex min-w-0 items-center gap-2 font-semibold text-base text-ink">
        <HostDot host={host} />
        <Link
          to={`/hosts/${host.hostId}`}
          className="flex min-w-0 touch:h-11 items-center rounded hover:underline"
        >
          <span className="truncate">{host.name}</span>
        </Link>
      </h2>
      <span>
        <HostStatus host={host} />
      </span>
      {(host.online || totalCount > 0) && (
        <span className="tabular text-ink-3">
          {activeCount} active{!host.online && ' then'}
          {ended > 0 && `, ${ended} ended`}
        </span>
      )}
      {host.load && <SmallLoad load={host.load} />}
      {[hostNote(host), skewSentence(host)].map(
        (note) =>
          note && (
            <p key={note} className="w-full text-warn-ink text-xs">
              {note}
            </p>
          ),
      )}
    </div>
  );
}
