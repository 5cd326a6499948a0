import type { Ask, Host, HostId, Session } from '@drover/protocol';
import { isActive } from '../sessions/session-words.ts';
import { REASON_WORDS } from './activity-words.ts';

/** A session that cannot go on without a person. */
export type Waiting = Session & { activity: NonNullable<Session['activity']> };

/** Whether it waits for a person, as far as anybody can know: of hosts that are offline nobody does. */
export const needsYou = (session: Session, host: Host | undefined): session is Waiting =>
  isActive(session) && session.activity?.state === 'waiting' && host?.online === true;

/** Who has waited longest comes first. */
export const waitingSessions = (
  sessions: Iterable<Session>,
  hosts: ReadonlyMap<HostId, Host>,
): readonly Waiting[] =>
  [...sessions]
    .filter((session): session is Waiting => needsYou(session, hosts.get(session.hostId)))
    .sort((a, b) => a.activity.since - b.activity.since || a.sessionId.localeCompare(b.sessionId));

/** What it waits for: `asks permission: Bash`. What it asks for in particular stands beside it, as it is. */
export function waitingWords({ reason, ask }: Waiting['activity']): string {
  const words = reason === null ? 'waits for you' : REASON_WORDS[reason];
  return ask?.tool && reason !== 'question' && reason !== 'plan' ? `${words}: ${ask.tool}` : words;
}

/** As much of a command as is shown at first. */
const SHORT_CHARACTERS = 240;
const SHORT_LINES = 4;

/** The most that the protocol carries. */
const MOST_CHARACTERS = 2_000;

/** What it asks for, cut to what is shown at first; `whole` says whether that is all there is. */
export function shortDetail(detail: string): { text: string; whole: boolean } {
  const lines = detail.split('\n');
  const text = lines.slice(0, SHORT_LINES).join('\n').slice(0, SHORT_CHARACTERS);
  return { text, whole: text.length === detail.length };
}

/** Whether the end of a command was cut off on its way, so that nobody can read it here. */
const isCut = (detail: string): boolean => detail.length >= MOST_CHARACTERS && detail.endsWith('…');

/**
 * What can be answered here: all that the ask takes, but nothing is allowed that is not in sight as a whole.
 * @param unfolded whether all of the detail is shown
 */
export function answersInSight({ answers, detail }: Ask, unfolded: boolean): Ask['answers'] {
  const inSight = detail === null || (!isCut(detail) && (unfolded || shortDetail(detail).whole));
  return answers.filter((answer) => answer !== 'allow' || inSight);
}

/** Why it cannot be allowed here; null when it can, or nobody could. */
export function whyNotAllowed({ answers, detail }: Ask): string | null {
  if (detail === null || !answers.includes('allow') || !isCut(detail)) return null;
  return 'It is too long to be shown as a whole. Read and answer it in its terminal.';
}
