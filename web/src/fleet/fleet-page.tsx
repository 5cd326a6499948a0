import type { Host } from '@drover/protocol';
import { useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigationType, useSearchParams } from 'react-router';
import { useFleet } from '../live/use-live.ts';
import { usePicturesWanted } from '../picture/use-pictures-wanted.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { type SpawnChoice, SpawnDialog } from '../spawn/spawn-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type FleetFilter, filterFromQuery, isFiltering, queryFromFilter } from './fleet-filter.ts';
import { fleetSections } from './fleet-sections.ts';
import { FleetSkeleton } from './fleet-skeleton.tsx';
import { HostSection } from './host-section.tsx';
import { NoHosts } from './no-hosts.tsx';
import { NoMatches } from './no-matches.tsx';

export function FleetPage() {
  usePageTitle('Fleet');
  usePicturesWanted();
  const { loaded, hosts, sessions } = useFleet();
  const [filter, setFilter] = useFilter();
  const [spawning, setSpawning] = useState<SpawnChoice | null>(null);
  const sections = useMemo(
    () => fleetSections(hosts.values(), sessions.values(), filter),
    [hosts, sessions, filter],
  );

  if (!loaded) return <FleetSkeleton />;
  if (hosts.size === 0) return <NoHosts />;
  const shown = sections.reduce((sum, section) => sum + section.sessions.length, 0);
  return (
    <main className="mx-auto max-w-[120rem] px-4 pb-12 sm:px-6">
      <h1 className="sr-only">Fleet</h1>
      <FilterBar
        filter={filter}
        onChange={setFilter}
        hosts={sortedByName(hosts.values())}
        shown={shown}
        total={sessions.size}
      />
      <div className="space-y-7">
        {sections.map((section) => (
          <HostSection key={section.host.hostId} section={section} onSpawn={setSpawning} />
        ))}
      </div>
      {sections.length === 0 && isFiltering(filter) && <NoMatches onChange={setFilter} />}
      <SpawnDialog choice={spawning} onClose={() => setSpawning(null)} />
    </main>
  );
}

const sortedByName = (hosts: Iterable<Host>) => [...hosts].sort((a, b) => a.name.localeCompare(b.name));

/** Kept here and written into the address: the address alone follows too late for who types fast. */
function useFilter(): [FleetFilter, (filter: FleetFilter) => void] {
  const [query, setQuery] = useSearchParams();
  const { key } = useLocation();
  const cause = useNavigationType();
  const [filter, setFilter] = useState(() => filterFromQuery(query));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what counts is that somebody went to another address
  useEffect(() => {
    // We ourselves only ever replace it.
    if (cause !== 'REPLACE') setFilter(filterFromQuery(query));
  }, [key]);
  const change = (next: FleetFilter) => {
    setFilter(next);
    setQuery(queryFromFilter(next), { replace: true });
  };
  return [filter, change];
}
