import type { Host } from '@drover/protocol';
import { GitBranch, Server } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../design/empty-state.tsx';
import { FilterBox } from '../design/filter-box.tsx';
import { ListSkeleton } from '../design/list.tsx';
import { Page } from '../design/page.tsx';
import { Select } from '../design/select.tsx';
import { useFleet } from '../live/use-live.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { HostWorktrees } from './host-worktrees.tsx';
import { type HostWorktrees as Loading, useWorktrees } from './use-worktrees.ts';

const ALL = 'all';

/** `/worktrees`, or `/worktrees?host=…` for those of one host. */
export function WorktreesPage() {
  usePageTitle('Worktrees');
  const { loaded, hosts } = useFleet();
  const [query, setQuery] = useSearchParams();
  const [text, setText] = useState('');
  const hostId = query.get('host') ?? ALL;
  const sorted = [...hosts.values()].sort(byName);
  const chosen = hostId === ALL ? sorted : sorted.filter((host) => host.hostId === hostId);
  const worktrees = useWorktrees(chosen);
  return (
    <Page
      title="Worktrees"
      actions={
        hosts.size > 0 && (
          <>
            <div className="w-40">
              <Select
                aria-label="Host"
                value={hostId}
                onChange={(id) => setQuery(id === ALL ? {} : { host: id }, { replace: true })}
                options={[
                  { value: ALL, label: 'All hosts' },
                  ...sorted.map(({ hostId, name }) => ({ value: hostId, label: name })),
                ]}
              />
            </div>
            <FilterBox label="Filter worktrees" text={text} onChange={setText} />
          </>
        )
      }
    >
      {!loaded && <ListSkeleton rows={4} label="Loading the hosts" />}
      {loaded && chosen.length === 0 && <NoHost />}
      {areNone(worktrees) ? (
        <NoWorktrees />
      ) : (
        worktrees.map(({ host, query }) => (
          <HostWorktrees key={host.hostId} host={host} query={query} text={text} />
        ))
      )}
    </Page>
  );
}

const byName = (a: Host, b: Host) => a.name.localeCompare(b.name) || a.hostId.localeCompare(b.hostId);

/** Whether all hosts have said that they have none. */
const areNone = (worktrees: readonly Loading[]): boolean =>
  worktrees.length > 0 &&
  worktrees.every(({ query: { data } }) => data && data.worktrees.length === 0 && data.rescues.length === 0);

const NoHost = () => (
  <EmptyState icon={<Server size={24} />} title="No host">
    Worktrees are on hosts, and there is none here.
  </EmptyState>
);

const NoWorktrees = () => (
  <EmptyState icon={<GitBranch size={24} />} title="No worktrees">
    Two agents on one project keep out of each other’s way with a worktree each: its own files on its own
    branch. Switch it on where you start a session; it is on by itself where another agent works.
  </EmptyState>
);
