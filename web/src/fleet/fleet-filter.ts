import { ActivityState, type Host, hasEnded, type Session } from '@drover/protocol';
import { activityLook } from '../activity/activity-words.ts';
import { branchOf } from '../sessions/git-words.ts';
import { statusWord } from '../sessions/session-words.ts';

export type StatusFilter = 'all' | 'active' | 'ended';

export type FleetFilter = {
  text: string;
  /** A host's id, or null for all. */
  hostId: string | null;
  status: StatusFilter;
  /** Null for any, and for what does not run. */
  activity: ActivityState | null;
  tag: string | null;
};

export const NO_FILTER: FleetFilter = { text: '', hostId: null, status: 'all', activity: null, tag: null };

export const isFiltering = ({ text, hostId, status, activity, tag }: FleetFilter): boolean =>
  text.trim() !== '' || hostId !== null || status !== 'all' || activity !== null || tag !== null;

/** True when every word of the filter's text occurs somewhere in what a card shows. */
export function matches(session: Session, host: Host | undefined, filter: FleetFilter): boolean {
  if (filter.hostId !== null && session.hostId !== filter.hostId) return false;
  if (filter.status !== 'all' && hasEnded(session.status) !== (filter.status === 'ended')) return false;
  if (filter.activity !== null && activityNow(session, host)?.state !== filter.activity) return false;
  if (filter.tag !== null && !session.tags.includes(filter.tag)) return false;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchable(session, host);
  return words.every((word) => text.includes(word));
}

/** What it does as far as anybody knows: nothing once it has ended, and of hosts that are offline nobody knows. */
export const activityNow = (session: Session, host: Host | undefined): Session['activity'] =>
  hasEnded(session.status) || !host?.online ? null : session.activity;

function searchable(session: Session, host: Host | undefined): string {
  const { name, task, title, projectDir, profile, model, tags } = session;
  const displayName = host?.facts?.profiles.find((one) => one.name === profile)?.displayName;
  const activity = activityNow(session, host);
  return [
    name,
    task,
    title,
    projectDir,
    branchOf(session),
    profile,
    displayName,
    model,
    host?.name,
    statusWord(session),
    activity && activityLook(activity).word,
    ...tags,
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

/** All tags of the fleet, each once, in order. */
export const tagsOf = (sessions: Iterable<Session>): string[] =>
  [...new Set([...sessions].flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));

export type Grouping = 'host' | 'project';

const STATUSES: readonly string[] = ['all', 'active', 'ended'] satisfies StatusFilter[];
const isStatus = (value: string | null): value is StatusFilter => STATUSES.includes(value ?? '');

/** The filter is kept in the page's address, so that it survives a reload and can be bookmarked. */
export function filterFromQuery(query: URLSearchParams): FleetFilter {
  const status = query.get('status');
  return {
    text: query.get('q') ?? '',
    hostId: query.get('host'),
    status: isStatus(status) ? status : 'all',
    activity: ActivityState.nullable().catch(null).parse(query.get('activity')),
    tag: query.get('tag'),
  };
}

export const groupingFromQuery = (query: URLSearchParams): Grouping =>
  query.get('group') === 'project' ? 'project' : 'host';

export function queryFromFilter(filter: FleetFilter, grouping: Grouping): URLSearchParams {
  const { text, hostId, status, activity, tag } = filter;
  const query = new URLSearchParams();
  if (text) query.set('q', text);
  if (hostId) query.set('host', hostId);
  if (status !== 'all') query.set('status', status);
  if (activity) query.set('activity', activity);
  if (tag) query.set('tag', tag);
  if (grouping !== 'host') query.set('group', grouping);
  return query;
}
