import type { Profile } from '@drover/profiles';
import type { Logger } from 'pino';
import type { ToolHome } from '../profiles/index.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import { type McpPlace, readServers, settingsFiles } from './read-servers.ts';
import { stampOf } from './settings-file.ts';

/** A person who changes a server sees it soon, and a look costs next to nothing. */
const LOOK_EVERY_MS = 10_000;

export type McpWatcherParts = ToolHome & {
  profileOf: (session: Session) => Profile | undefined;
  log: Logger;
};

/** Keeps in a session's facts which MCP servers its tool is set up with, as long as it runs. */
export class McpWatcher implements SessionWatcher {
  readonly #parts: McpWatcherParts;
  /** Running sessions, with the state of the files that were read for each. */
  readonly #stamps = new Map<Session, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: McpWatcherParts) {
    this.#parts = parts;
  }

  running(session: Session): void {
    if (this.#stamps.has(session)) return;
    this.#stamps.set(session, '');
    this.#timer ??= setInterval(() => void this.lookAtAll(), LOOK_EVERY_MS).unref();
    void this.#look(session);
  }

  ended(session: Session): void {
    this.#stamps.delete(session);
    if (this.#stamps.size === 0) this.stop();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stamps.clear();
  }

  /** Settles when what has changed was told. */
  async lookAtAll(): Promise<void> {
    for (const session of this.#stamps.keys()) await this.#look(session);
  }

  async #look(session: Session): Promise<void> {
    const profile = this.#parts.profileOf(session);
    if (!profile || profile.mcp.length === 0) return;
    const place: McpPlace = { profile, directory: session.directory, tool: this.#parts };
    try {
      const stamps = await Promise.all(settingsFiles(place).map(stampOf));
      const stamp = stamps.join(' ');
      if (!this.#stamps.has(session) || this.#stamps.get(session) === stamp) return;
      this.#stamps.set(session, stamp);
      session.learn({ mcpServers: await readServers(place) });
    } catch (error) {
      this.#parts.log.warn({ err: error, sessionId: session.sessionId }, 'MCP servers cannot be read');
    }
  }
}
