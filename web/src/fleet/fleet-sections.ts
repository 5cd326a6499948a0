import type { Host, HostId, Session } from '@drover/protocol';
import { isActive, projectLabel } from '../sessions/session-words.ts';
import { type Family, familiesOf } from './families.ts';
import { type FleetFilter, type Grouping, isFiltering, matches } from './fleet-filter.ts';

/** A card: a session, its companions and their host. */
export type Entry = Family & { host: Host };

type Group = {
  /** Those that the filter lets through: what runs first, each by age. */
  entries: readonly Entry[];
  /** Of all that have a place on a card, whatever the filter lets through. */
  activeCount: number;
  totalCount: number;
};

export type HostGroup = Group & { kind: 'host'; host: Host };
/** A project may be on several hosts; `project` is its path below their roots. */
export type ProjectGroup = Group & { kind: 'project'; project: string };
export type FleetSection = HostGroup | ProjectGroup;

/** The page's sections by name. Those without a match are left out while a filter is set. */
export function fleetSections(
  hosts: Iterable<Host>,
  sessions: Iterable<Session>,
  filter: FleetFilter,
  grouping: Grouping = 'host',
): FleetSection[] {
  return grouping === 'host'
    ? hostGroups([...hosts], [...sessions], filter)
    : projectGroups([...hosts], [...sessions], filter);
}

/** How many sessions have a place on a card: those that were resumed have none any more. */
export const placesIn = (sessions: Iterable<Session>): number =>
  familiesOf([...sessions]).reduce((sum, { companions }) => sum + 1 + companions.length, 0);

/** How many sessions are in sight. */
export const shownIn = (sections: readonly FleetSection[]): number =>
  sections.flatMap(({ entries }) => entries).reduce((sum, { companions }) => sum + 1 + companions.length, 0);

function hostGroups(hosts: Host[], sessions: Session[], filter: FleetFilter): HostGroup[] {
  const byHost = Map.groupBy(sessions, ({ hostId }) => hostId);
  const filtering = isFiltering(filter);
  return hosts
    .sort((a, b) => a.name.localeCompare(b.name) || a.hostId.localeCompare(b.hostId))
    .map((host): HostGroup => {
      const own = byHost.get(host.hostId) ?? [];
      return { kind: 'host', host, ...groupOf(own, new Map([[host.hostId, host]]), filter) };
    })
    .filter(({ host, entries }) => !filtering || entries.length > 0 || isAskedFor(host, filter));
}

/** Choosing an empty host shows it, so that an agent can be started there. */
const isAskedFor = (host: Host, filter: FleetFilter): boolean =>
  host.hostId === filter.hostId && !isFiltering({ ...filter, hostId: null });

function projectGroups(hosts: Host[], sessions: Session[], filter: FleetFilter): ProjectGroup[] {
  const byId = new Map(hosts.map((host) => [host.hostId, host]));
  const nameOf = ({ projectDir, hostId }: Session) =>
    projectLabel(projectDir, byId.get(hostId)?.facts?.roots ?? []);
  return [...Map.groupBy(sessions, nameOf)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([project, own]): ProjectGroup => ({ kind: 'project', project, ...groupOf(own, byId, filter) }))
    .filter(({ entries }) => entries.length > 0);
}

function groupOf(own: readonly Session[], hosts: ReadonlyMap<HostId, Host>, filter: FleetFilter): Group {
  const families = familiesOf(own);
  const members = families.flatMap(({ session, companions }) => [session, ...companions]);
  const entries = families.flatMap(({ session, companions }): Entry[] => {
    const host = hosts.get(session.hostId);
    const isShown = [session, ...companions].some((one) => matches(one, host, filter));
    return host && isShown ? [{ session, companions, host }] : [];
  });
  return { entries, activeCount: members.filter(isActive).length, totalCount: members.length };
}
