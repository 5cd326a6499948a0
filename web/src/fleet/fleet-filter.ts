import { type Host, hasEnded, type Session } from '@drover/protocol';
import { statusWord } from '../sessions/session-words.ts';

export type StatusFilter = 'all' | 'active' | 'ended';

export type FleetFilter = {
  text: string;
  /** A host's id, or null for all. */
  hostId: string | null;
  status: StatusFilter;
};

export const NO_FILTER: FleetFilter = { text: '', hostId: null, status: 'all' };

export const isFiltering = ({ text, hostId, status }: FleetFilter): boolean =>
  text.trim() !== '' || hostId !== null || status !== 'all';

/** True when every word of the filter's text occurs somewhere in what a card shows. */
export function matches(session: Session, host: Host | undefined, filter: FleetFilter): boolean {
  if (filter.hostId !== null && session.hostId !== filter.hostId) return false;
  if (filter.status !== 'all' && hasEnded(session.status) !== (filter.status === 'ended')) return false;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchable(session, host);
  return words.every((word) => text.includes(word));
}

function searchable(session: Session, host: Host | undefined): string {
  const { task, title, projectDir, profile } = session;
  const displayName = host?.facts?.profiles.find(({ name }) => name === profile)?.displayName;
  return [task, title, projectDir, profile, displayName, host?.name, statusWord(session)]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

const STATUSES: readonly string[] = ['all', 'active', 'ended'] satisfies StatusFilter[];
const isStatus = (value: string | null): value is StatusFilter => STATUSES.includes(value ?? '');

/** The filter is kept in the page's address, so that it survives a reload and can be bookmarked. */
export function filterFromQuery(query: URLSearchParams): FleetFilter {
  const status = query.get('status');
  return {
    text: query.get('q') ?? '',
    hostId: query.get('host'),
    status: isStatus(status) ? status : 'all',
  };
}

export function queryFromFilter({ text, hostId, status }: FleetFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (text) query.set('q', text);
  if (hostId) query.set('host', hostId);
  if (status !== 'all') query.set('status', status);
  return query;
}
