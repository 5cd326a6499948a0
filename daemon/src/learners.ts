import type { Profile } from '@drover/profiles';
import type { DroverError } from '@drover/protocol';
import type { Logger } from 'pino';
import { ActivityWatcher } from './activity/index.ts';
import { Changes, GitWatcher } from './changes/index.ts';
import { Conversations, ConversationWatcher, heldBy } from './conversations/index.ts';
import { McpWatcher } from './mcp/index.ts';
import type { Session } from './sessions/session.ts';
import type { SessionWatcher } from './sessions/session-watcher.ts';
import { ShellWatch } from './shell/shell-watch.ts';
import type { Screens } from './terminal/screens.ts';

type LearnersParts = {
  /** The profile that a session was started with, or else the one of its name. */
  profileOf: (session: Session) => Profile | undefined;
  sessions: () => { all: Session[]; running: Session[] };
  screens: Screens;
  stateDir: string;
  /** Why nobody may answer what a session asks for; null when somebody may. */
  answerDenial: DroverError | null;
  hostEnv: NodeJS.ProcessEnv;
  home: string;
  log: Logger;
};

/** The parts that learn about sessions while they run. */
export class Learners {
  readonly activity: ActivityWatcher;
  readonly changes: Changes;
  readonly conversations: Conversations;
  readonly #conversationWatcher: ConversationWatcher;
  readonly #git: GitWatcher;
  readonly #mcp: McpWatcher;
  readonly #shells: ShellWatch;

  constructor({ profileOf, sessions, screens, stateDir, answerDenial, hostEnv, home, log }: LearnersParts) {
    const part = (name: string) => log.child({ part: name });
    this.conversations = new Conversations({
      ...{ hostEnv, home },
      heldBy: (name) => heldBy(sessions().running, name),
    });
    this.#conversationWatcher = new ConversationWatcher({
      ...{ conversations: this.conversations, profileOf },
      sessions: () => sessions().all,
      log: part('conversations'),
    });
    this.activity = new ActivityWatcher({
      ...{ profileOf, screens, stateDir, answerDenial },
      conversation: (session, conversationId) => this.#conversationWatcher.told(session, conversationId),
    });
    this.changes = new Changes(part('changes'));
    this.#git = new GitWatcher({ log: part('git') });
    this.#mcp = new McpWatcher({ ...{ hostEnv, home, profileOf }, log: part('mcp') });
    this.#shells = new ShellWatch((session) => profileOf(session)?.shell ?? false);
  }

  get watchers(): SessionWatcher[] {
    return [this.activity, this.#conversationWatcher, this.#git, this.changes, this.#mcp, this.#shells];
  }

  stop(): void {
    const parts = [this.activity, this.#conversationWatcher, this.#git, this.#mcp, this.#shells];
    for (const part of parts) part.stop();
  }
}
