import type { Host } from '@drover/protocol';
import { Plus, Server } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ButtonLink } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { FilterBox } from '../design/filter-box.tsx';
import { List, ListSkeleton } from '../design/list.tsx';
import { Page } from '../design/page.tsx';
import { useFleet, useMay } from '../live/use-live.ts';
import { isActive } from '../sessions/session-words.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { HostRow } from './host-row.tsx';

/** From this many hosts on, finding one takes a filter. */
const FILTER_FROM = 8;

export function HostsPage() {
  usePageTitle('Hosts');
  const { loaded, hosts, sessions } = useFleet();
  const mayAdd = useMay('admin');
  const [text, setText] = useState('');
  const active = useMemo(
    () => Map.groupBy([...sessions.values()].filter(isActive), ({ hostId }) => hostId),
    [sessions],
  );
  const shown = [...hosts.values()].filter((host) => matches(host, text)).sort(byName);
  return (
    <Page
      title="Hosts"
      actions={
        <>
          {hosts.size >= FILTER_FROM && <FilterBox label="Filter hosts" text={text} onChange={setText} />}
          {mayAdd && <AddHost />}
        </>
      }
    >
      {!loaded && <ListSkeleton rows={4} label="Loading the hosts" />}
      {loaded && hosts.size === 0 && <NoHosts mayAdd={mayAdd} />}
      {shown.length > 0 && (
        <List label="Hosts">
          {shown.map((host) => (
            <HostRow key={host.hostId} host={host} active={active.get(host.hostId)?.length ?? 0} />
          ))}
        </List>
      )}
      {hosts.size > 0 && shown.length === 0 && (
        <EmptyState title="No host matches">The filter looks at names and platforms.</EmptyState>
      )}
    </Page>
  );
}

const byName = (a: Host, b: Host) => a.name.localeCompare(b.name) || a.hostId.localeCompare(b.hostId);

const matches = ({ name, facts }: Host, text: string): boolean =>
  `${name} ${facts?.hostname ?? ''} ${facts?.platform ?? ''}`
    .toLowerCase()
    .includes(text.trim().toLowerCase());

const AddHost = () => (
  <ButtonLink to="/hosts/new" variant="primary">
    <Plus size={15} aria-hidden="true" />
    Add a host
  </ButtonLink>
);

const NoHosts = ({ mayAdd }: { mayAdd: boolean }) => (
  <EmptyState icon={<Server size={28} />} title="No host yet" action={mayAdd && <AddHost />}>
    A host is a machine on which agents run. {!mayAdd && 'An admin can add one.'}
  </EmptyState>
);
