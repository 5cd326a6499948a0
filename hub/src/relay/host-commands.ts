import { randomUUID } from 'node:crypto';
import {
  type Answer,
  COMMAND_TTL_MS,
  type CommandId,
  type CommandKind,
  DroverError,
  type Host,
} from '@drover/protocol';
import type { Daemons } from './daemons.ts';
import { withDeadline } from './deadline.ts';
import { type CommandOf, type CommandResults, LinkLost, type PayloadOf } from './ports.ts';

type Parts = { daemons: Daemons; clock: () => number; deadlineMs: number };

/** Commands to hosts: each is answered within the deadline, with a result or a reason. */
export class HostCommands {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `maybe` tells people what may have become of it when no answer comes. Throws the host's refusal. */
  async ask<K extends CommandKind>(
    host: Host,
    kind: K,
    payload: PayloadOf<K>,
    maybe = TRY_AGAIN,
  ): Promise<CommandResults[K]> {
    return this.inTime(host, maybe, this.answerOf(host, kind, payload));
  }

  /** However long it takes. Rejects with `LinkLost` when the host goes away. */
  async answerOf<K extends CommandKind>(
    host: Host,
    kind: K,
    payload: PayloadOf<K>,
  ): Promise<CommandResults[K]> {
    const daemon = this.#parts.daemons.of(host);
    return unwrap(await daemon.command<K>(this.make(kind, payload)));
  }

  make<K extends CommandKind>(
    kind: K,
    payload: PayloadOf<K>,
    commandId: CommandId = randomUUID(),
  ): CommandOf<K> {
    const expiresAt = this.#parts.clock() + COMMAND_TTL_MS;
    return { commandId, kind, expiresAt, payload } as unknown as CommandOf<K>;
  }

  /** What `work` results in, or `timeout` with what may have become of it. */
  async inTime<T>(host: Host, maybe: string, work: Promise<T>): Promise<T> {
    const { deadlineMs } = this.#parts;
    const late = `Host \`${host.name}\` has not answered for ${deadlineMs / 1_000} s; ${maybe}`;
    try {
      return await withDeadline(work, deadlineMs, () => new DroverError('timeout', late));
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error;
      throw new DroverError('timeout', `Host \`${host.name}\` went away before it answered; ${maybe}`);
    }
  }
}

const TRY_AGAIN = 'try again.';

export function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new DroverError(answer.error.code, answer.error.message);
  return answer.value;
}
