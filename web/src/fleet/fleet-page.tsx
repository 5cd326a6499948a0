import type { Host } from '@drover/protocol';
import { useCallback, useMemo, useState } from 'react';
import { NeedsYouStrip } from '../activity/needs-you-strip.tsx';
import { useFleet } from '../live/use-live.ts';
import { usePicturesWanted } from '../picture/use-pictures-wanted.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { type SpawnChoice, SpawnDialog } from '../spawn/spawn-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { isFiltering, NO_FILTER, tagsOf } from './fleet-filter.ts';
import { type FleetSection, fleetSections, placesIn, shownIn } from './fleet-sections.ts';
import { FleetSkeleton } from './fleet-skeleton.tsx';
import { HostSection } from './host-section.tsx';
import { NoHosts } from './no-hosts.tsx';
import { NoMatches } from './no-matches.tsx';
import { NoSessions } from './no-sessions.tsx';
import { ProjectSection } from './project-section.tsx';
import { useFilter } from './use-filter.ts';

export function FleetPage() {
  usePageTitle('Fleet');
  usePicturesWanted();
  const { loaded, hosts, sessions } = useFleet();
  const { filter, setFilter, grouping, setGrouping } = useFilter();
  const [spawning, setSpawning] = useState<SpawnChoice | null>(null);
  const showTag = useCallback((tag: string) => setFilter((before) => ({ ...before, tag })), [setFilter]);
  const sections = useMemo(
    () => fleetSections(hosts.values(), sessions.values(), filter, grouping),
    [hosts, sessions, filter, grouping],
  );
  const total = useMemo(() => placesIn(sessions.values()), [sessions]);

  if (!loaded) return <FleetSkeleton />;
  if (hosts.size === 0) return <NoHosts />;
  return (
    <main className="mx-auto max-w-[120rem] px-4 pb-12 sm:px-6">
      <h1 className="sr-only">Fleet</h1>
      <FilterBar
        filter={filter}
        onChange={(next) => setFilter(() => next)}
        grouping={grouping}
        onGroup={setGrouping}
        hosts={sortedByName(hosts.values())}
        tags={tagsOf(sessions.values())}
        shown={shownIn(sections)}
        total={total}
      />
      <NeedsYouStrip />
      <div className="space-y-7">
        {sections.map((section) => (
          <Section key={keyOf(section)} section={section} onSpawn={setSpawning} onTag={showTag} />
        ))}
      </div>
      {sections.length === 0 &&
        (isFiltering(filter) ? (
          <NoMatches onClear={() => setFilter(() => NO_FILTER)} />
        ) : (
          <NoSessions onHosts={() => setGrouping('host')} />
        ))}
      <SpawnDialog choice={spawning} onClose={() => setSpawning(null)} />
    </main>
  );
}

const sortedByName = (hosts: Iterable<Host>) => [...hosts].sort((a, b) => a.name.localeCompare(b.name));

const keyOf = (section: FleetSection) => (section.kind === 'host' ? section.host.hostId : section.project);

type SectionProps = {
  section: FleetSection;
  onSpawn: (choice: SpawnChoice) => void;
  onTag: (tag: string) => void;
};

const Section = ({ section, onSpawn, onTag }: SectionProps) =>
  section.kind === 'host' ? (
    <HostSection section={section} onSpawn={onSpawn} onTag={onTag} />
  ) : (
    <ProjectSection section={section} onTag={onTag} />
  );
