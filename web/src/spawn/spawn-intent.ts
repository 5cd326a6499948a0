import type { CommandId } from '@drover/protocol';
import { NetworkError } from '../api/http.ts';
import { randomUuid } from '../live/random-uuid.ts';

/**
 * The id of a command that may have to be sent twice. When no answer came, the command may have been done: the same
 * wish is then asked again under the same id, and is done once. Any other wish, and any wish that was answered,
 * gets an id of its own.
 */
export class SpawnIntent {
  #pending: { wish: string; commandId: CommandId } | undefined;

  /** @param wish what is asked for; compared by its content */
  idFor(wish: object): CommandId {
    const text = JSON.stringify(wish);
    if (this.#pending?.wish !== text) this.#pending = { wish: text, commandId: randomUuid() };
    return this.#pending.commandId;
  }

  /** @param error what came of it, undefined for success */
  settled(error?: unknown): void {
    if (!(error instanceof NetworkError)) this.#pending = undefined;
  }
}
