import type { Host } from '@drover/protocol';
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { HostDot, HostStatus } from './host-status.tsx';
import { HostVersion } from './host-version.tsx';
import { hostNote, skewSentence } from './host-words.ts';
import { CpuGauge, DiskGauge, MemoryGauge } from './load-gauge.tsx';

export type HostRowProps = {
  host: Host;
  /** Sessions that are not known to have ended. */
  active: number;
};

/** One host in a list. All of the row leads to it. */
export const HostRow = memo(function HostRow({ host, active }: HostRowProps) {
  const notes = [hostNote(host), skewSentence(host)].filter(Boolean);
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-3 text-sm transition-colors hover:bg-hover/50 md:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,2fr)_1rem] md:items-center">
      <div className="min-w-0">
        <h2 className="flex items-center gap-2 font-medium text-base">
          <HostDot host={host} />
          <Link
            to={`/hosts/${host.hostId}`}
            className="truncate rounded after:absolute after:inset-0 after:content-['']"
          >
            {host.name}
          </Link>
        </h2>
        <p className="truncate text-ink-2">
          <HostStatus host={host} />
          {active > 0 && `, ${active} active${host.online ? '' : ' then'}`}
        </p>
      </div>
      <div className="min-w-0 max-md:flex max-md:flex-wrap max-md:gap-x-3">
        <p className="relative w-fit">
          <HostVersion host={host} />
        </p>
        {host.facts && <p className="truncate text-ink-3">{host.facts.platform}</p>}
      </div>
      <div className="min-h-9 max-md:min-h-0">
        {host.load && (
          <div className="grid grid-cols-3 gap-4">
            <CpuGauge load={host.load} />
            <MemoryGauge load={host.load} />
            <DiskGauge load={host.load} />
          </div>
        )}
      </div>
      <ChevronRight size={16} className="text-ink-3 max-md:hidden" aria-hidden="true" />
      {notes.length > 0 && <p className="text-warn-ink text-xs md:col-span-3">{notes.join(' ')}</p>}
    </li>
  );
});
