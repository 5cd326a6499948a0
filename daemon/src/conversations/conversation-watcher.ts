import { type Profile, takes } from '@drover/profiles';
import { ConversationId } from '@drover/protocol';
import type { Logger } from 'pino';
import { processesOf } from '../sessions/processes.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import { begunBy, type Holder } from './attribute.ts';
import type { Conversations } from './conversations.ts';
import { openFiles } from './open-files.ts';

/** After output, until the tool's files are looked at: it saves what was said when it was said. */
const LOOK_AFTER_MS = 2_000;

/** As soon as a conversation is known, another one is seldom begun. */
const LOOK_AGAIN_AFTER_MS = 20_000;

export type ConversationWatcherParts = {
  conversations: Pick<Conversations, 'usedSince'>;
  profileOf: (session: Session) => Profile | undefined;
  /** All of this machine, those that ended as well. */
  sessions: () => readonly Session[];
  log: Logger;
};

/** Learns which conversation a session holds, where the tool cannot be told one. */
export class ConversationWatcher implements SessionWatcher {
  readonly #parts: ConversationWatcherParts;
  /** Sessions that this daemon saw running, each with the time of its next look, if there is one. */
  readonly #timers = new Map<Session, NodeJS.Timeout | undefined>();

  constructor(parts: ConversationWatcherParts) {
    this.#parts = parts;
  }

  running(session: Session): void {
    if (!this.#timers.has(session)) this.#timers.set(session, undefined);
    this.#lookLater(session);
  }

  printed(session: Session): void {
    this.#lookLater(session);
  }

  ended(session: Session): void {
    if (!this.#timers.has(session)) return;
    clearTimeout(this.#timers.get(session));
    this.#timers.delete(session);
    void this.#look(session);
  }

  /** The tool itself says which one it holds now, for example in a hook. */
  told(session: Session, conversationId: unknown): void {
    const id = ConversationId.safeParse(conversationId);
    if (id.success && this.#parts.profileOf(session)?.commands.resume) {
      session.note({ conversationId: id.data });
    }
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #lookLater(session: Session): void {
    if (!this.#timers.has(session) || this.#timers.get(session)) return;
    const delay = session.record.conversationId === null ? LOOK_AFTER_MS : LOOK_AGAIN_AFTER_MS;
    const look = () => {
      this.#timers.set(session, undefined);
      void this.#look(session);
    };
    this.#timers.set(session, setTimeout(look, delay).unref());
  }

  async #look(session: Session): Promise<void> {
    const profile = this.#parts.profileOf(session);
    if (!profile || (takes(profile.commands.new, 'conversationId') && session.record.conversationId)) return;
    try {
      const { createdAt } = session.record;
      const used = await this.#parts.conversations.usedSince(profile, session.directory, createdAt);
      if (used.length === 0) return;
      const files = await openFiles(processesOf(session.sessionId, session.agent).map(({ pid }) => pid));
      const rivals = this.#rivalsOf(session).map(holderOf);
      const conversationId = begunBy(holderOf(session), rivals, used, files);
      if (conversationId) session.note({ conversationId });
    } catch (error) {
      this.#parts.log.warn({ err: error, sessionId: session.sessionId }, 'conversations cannot be read');
    }
  }

  #rivalsOf(session: Session): Session[] {
    const { profile } = session.record;
    return this.#parts
      .sessions()
      .filter((other) => other !== session && other.record.profile === profile)
      .filter(({ directory }) => directory === session.directory);
  }
}

/** The conversations that running sessions of a profile hold. */
export const heldBy = (running: readonly Session[], profileName: string): Set<ConversationId> =>
  new Set(
    running
      .filter(({ record }) => record.profile === profileName)
      .flatMap(({ record }) => record.conversationId ?? []),
  );

const holderOf = ({ sessionId, record, endedAt }: Session): Holder => ({
  sessionId,
  createdAt: record.createdAt,
  endedAt,
  conversationId: record.conversationId,
});
