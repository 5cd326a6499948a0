import {
  type Answer,
  Command,
  type CommandKind,
  DroverError,
  describeIssue,
  problemOf,
} from '@drover/protocol';
import type { Logger } from 'pino';

type PayloadOf<K extends CommandKind> = Extract<Command, { kind: K }>['payload'];

/** What carries out each command; what it throws, the hub is told. */
export type CommandHandlers = { [K in CommandKind]: (payload: PayloadOf<K>) => unknown };

/** Answers the hub's commands. */
export class Commands {
  readonly #handlers: CommandHandlers;
  readonly #log: Logger;

  constructor(handlers: CommandHandlers, log: Logger) {
    this.#handlers = handlers;
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

  async #do<K extends CommandKind>(command: Extract<Command, { kind: K }>, hubNow: number): Promise<unknown> {
    if (hubNow > command.expiresAt) {
      throw new DroverError('command_expired', 'This command arrived too late to be carried out; ask again.');
    }
    const handle: (payload: PayloadOf<K>) => unknown = this.#handlers[command.kind as K];
    return handle(command.payload as PayloadOf<K>);
  }
}

function parse(message: unknown): Command {
  const parsed = Command.safeParse(message);
  if (!parsed.success) throw new DroverError('invalid_payload', describeIssue(parsed.error));
  return parsed.data;
}
