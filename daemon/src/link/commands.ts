import { type Answer, Command, DroverError, describeIssue, problemOf } from '@drover/protocol';
import type { Logger } from 'pino';
import { scanProjects } from '../projects/scan.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Answers the hub's commands. */
export class Commands {
  readonly #sessions: Sessions;
  readonly #roots: readonly string[];
  readonly #log: Logger;

  constructor(sessions: Sessions, roots: readonly string[], log: Logger) {
    this.#sessions = sessions;
    this.#roots = roots;
    this.#log = log;
  }

  /** `hubNow` is the hub's clock, by which commands expire. Never rejects. */
  async answer(message: unknown, hubNow: number): Promise<Answer<unknown>> {
    try {
      return { ok: true, value: await this.#do(parse(message), hubNow) };
    } catch (error) {
      if (!(error instanceof DroverError)) this.#log.error({ err: error }, 'a command failed');
      return { ok: false, error: problemOf(error) };
    }
  }

  async #do(command: Command, hubNow: number): Promise<unknown> {
    if (hubNow > command.expiresAt) {
      throw new DroverError('command_expired', 'This command arrived too late to be carried out; ask again.');
    }
    switch (command.kind) {
      case 'spawn':
        return this.#sessions.spawn(command.payload);
      case 'stop':
        return this.#sessions.stop(command.payload.sessionId);
      case 'list_projects':
        return scanProjects(this.#roots);
    }
  }
}

function parse(message: unknown): Command {
  const parsed = Command.safeParse(message);
  if (!parsed.success) throw new DroverError('invalid_payload', describeIssue(parsed.error));
  return parsed.data;
}
