import type { Host, Session } from '@drover/protocol';
import { isActive } from '../sessions/session-words.ts';
import { type FleetFilter, isFiltering, matches } from './fleet-filter.ts';

export type FleetSection = {
  host: Host;
  /** Those that the filter lets through, oldest first: a new card never moves another. */
  sessions: readonly Session[];
  /** Of all sessions of the host. */
  activeCount: number;
  totalCount: number;
};

/** The page's sections by host name. Hosts without a match are left out while a filter is set. */
export function fleetSections(
  hosts: Iterable<Host>,
  sessions: Iterable<Session>,
  filter: FleetFilter,
): FleetSection[] {
  const byHost = Map.groupBy(sessions, ({ hostId }) => hostId);
  const filtering = isFiltering(filter);
  return [...hosts]
    .sort((a, b) => a.name.localeCompare(b.name) || a.hostId.localeCompare(b.hostId))
    .map((host) => sectionOf(host, byHost.get(host.hostId) ?? [], filter))
    .filter(({ host, sessions }) => !filtering || sessions.length > 0 || isAskedFor(host, filter));
}

/** Choosing an empty host shows it, so that an agent can be started there. */
const isAskedFor = (host: Host, { hostId, text, status }: FleetFilter): boolean =>
  host.hostId === hostId && text.trim() === '' && status === 'all';

function sectionOf(host: Host, all: readonly Session[], filter: FleetFilter): FleetSection {
  const sessions = all
    .filter((session) => matches(session, host, filter))
    .sort((a, b) => a.createdAt - b.createdAt || a.sessionId.localeCompare(b.sessionId));
  return { host, sessions, activeCount: all.filter(isActive).length, totalCount: all.length };
}
