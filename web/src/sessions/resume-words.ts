import { type Host, hasEnded, type Session } from '@drover/protocol';
import { profileLook } from './session-words.ts';

/** Ended by what nobody wished: to go on is what most want then. */
const MISHAPS: readonly string[] = ['container_restarted', 'holder_died', 'host_rebooted', 'oom'];

/** - `none`: there is nothing to resume here, nor was there ever
 *  - `unable`: not now, or not with this tool; `why` says it
 *  - `able`: `urged` where its end was a mishap
 */
export type Resumable = { kind: 'none' } | { kind: 'unable'; why: string } | { kind: 'able'; urged: boolean };

/** Whether the conversation of an ended session can be taken up again from here. The hub decides in the end. */
export function resumable(session: Session, host: Host | undefined): Resumable {
  const profile = host?.facts?.profiles.find(({ name }) => name === session.profile);
  const { displayName } = profileLook(session.profile, host);
  if (!hasEnded(session.status) || session.status === 'failed' || !host || profile?.shell)
    return { kind: 'none' };
  if (!host.online) return unable(`${host.name} is offline.`);
  if (!profile) return unable(`${host.name} no longer has the profile ${session.profile}.`);
  if (profile.unavailable !== null) return unable(profile.unavailable);
  const { picked, newest } = profile.resumes;
  if (!picked && !newest) return unable(`${displayName} cannot take up a conversation again.`);
  if (session.conversationId !== null && !picked)
    return unable(`${displayName} can only take up the newest conversation of a directory again.`);
  if (session.conversationId === null && !newest) return unable('Its conversation is not known.');
  return { kind: 'able', urged: endedByMishap(session) };
}

const unable = (why: string): Resumable => ({ kind: 'unable', why });

const endedByMishap = ({ status, reason }: Session): boolean =>
  status === 'lost' || (reason !== null && MISHAPS.includes(reason.code));
