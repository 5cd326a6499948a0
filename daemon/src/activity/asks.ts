import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '@drover/profiles';
import type { AskAnswer } from '@drover/protocol';
import type { Observed } from './observed.ts';

/** What a tool asks for by this event of a hook, which is kept waiting for the answer. */
export type HeldAsk = {
  askId: string;
  event: NonNullable<Observed['hook']>;
  answers: Record<AskAnswer, JsonObject>;
};

type Held = HeldAsk & { reply: (body: Json) => void };

/** No word of ours: the tool goes on asking in its terminal, or has its answer from there. */
const NO_WORD: Json = {};

/** The hooks of one session that wait for an answer. The oldest is the one that its tool shows. */
export class Asks {
  #held: Held[] = [];
  /** One has been answered elsewhere, or will not be. */
  readonly #ended: () => void;

  constructor(ended: () => void) {
    this.#ended = ended;
  }

  get first(): HeldAsk | undefined {
    return this.#held[0];
  }

  /** Settles with what the hook is to be answered. When its caller leaves, nobody waits for that any more. */
  hold({ event, answers }: Omit<HeldAsk, 'askId'>, gone: AbortSignal): Promise<Json> {
    const { promise, resolve } = Promise.withResolvers<Json>();
    const ask: Held = { askId: randomUUID(), event, answers, reply: resolve };
    this.#held.push(ask);
    const left = () => {
      if (this.#take(ask, NO_WORD)) this.#ended();
    };
    if (gone.aborted) left();
    else gone.addEventListener('abort', left, { once: true });
    return promise;
  }

  /** False when that is not asked any more. */
  answer(askId: string, answer: AskAnswer): boolean {
    const ask = this.#held.find((held) => held.askId === askId);
    return ask !== undefined && this.#take(ask, ask.answers[answer]);
  }

  /** They have been answered in the terminal. */
  endAll(): void {
    const wereThere = this.#held.length > 0;
    for (const ask of this.#held) this.#take(ask, NO_WORD);
    if (wereThere) this.#ended();
  }

  #take(ask: Held, body: Json): boolean {
    if (!this.#held.includes(ask)) return false;
    this.#held = this.#held.filter((held) => held !== ask);
    ask.reply(body);
    return true;
  }
}
