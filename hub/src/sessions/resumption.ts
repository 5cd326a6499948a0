import {
  type ConversationChoice,
  DroverError,
  type Host,
  hasEnded,
  type ProfileInfo,
  type ResumeBody,
  type Session,
} from '@drover/protocol';
import type { z } from 'zod';
import type { Start } from './starting-session.ts';

type Known = {
  session: Session;
  host: Host;
  /** Those of the fleet. */
  sessions: Session[];
};

/**
 * What to start so that the conversation of an ended session goes on where it was: same profile, directory, worktree and
 * model. Throws `session_running`, `unknown_profile`, `no_conversation`.
 */
export function resumptionOf(known: Known, body: z.output<typeof ResumeBody>): Start {
  const { session, host, sessions } = known;
  expectOver(session, sessions);
  const { sessionId, hostId, profile, projectDir, model, task, name, tags } = session;
  const parentId = shownParent(session, sessions);
  return {
    ...body,
    hostId,
    profile,
    projectDir,
    parentId,
    worktree:
      parentId === null && session.worktree
        ? { kind: 'existing', path: session.worktree.path }
        : { kind: 'none' },
    conversation: conversationOf(session, profileOf(session, host)),
    model,
    task,
    prompt: null,
    name,
    tags,
    resumedFrom: sessionId,
  };
}

/** Two agents that go on with one conversation would write over each other. */
function expectOver(session: Session, sessions: Session[]): void {
  if (!hasEnded(session.status)) {
    throw new DroverError('session_running', 'The session has not ended; attach to it, or stop it first.');
  }
  const holdsIt = ({ status, hostId, profile, conversationId, resumedFrom }: Session) =>
    !hasEnded(status) &&
    hostId === session.hostId &&
    profile === session.profile &&
    (resumedFrom === session.sessionId ||
      (conversationId !== null && conversationId === session.conversationId));
  if (sessions.some(holdsIt)) {
    const words = 'Its conversation goes on in another session that runs; attach to that one.';
    throw new DroverError('session_running', words);
  }
}

/** One beside which it is still to be listed; it then runs where that one does. */
const shownParent = ({ parentId, hostId }: Session, sessions: Session[]) =>
  sessions.find((one) => one.sessionId === parentId && one.hostId === hostId)?.sessionId ?? null;

function profileOf({ profile }: Session, host: Host): ProfileInfo {
  const found = host.facts?.profiles.find(({ name }) => name === profile);
  if (found) return found;
  const words = `Host \`${host.name}\` no longer has the profile \`${profile}\`; start another session.`;
  throw new DroverError('unknown_profile', words);
}

function conversationOf(session: Session, profile: ProfileInfo): ConversationChoice {
  const { conversationId, status } = session;
  const { resumes, displayName } = profile;
  if (conversationId !== null && resumes.picked) return { kind: 'resume', conversationId };
  if (conversationId !== null || !resumes.newest) {
    throw new DroverError('no_conversation', `${displayName} cannot resume this; start a new session.`);
  }
  // The newest conversation of the directory would be somebody else's.
  if (status === 'failed') {
    throw new DroverError('no_conversation', 'The session never ran, so it has no conversation to resume.');
  }
  return { kind: 'newest' };
}
