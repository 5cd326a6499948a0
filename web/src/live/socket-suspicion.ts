import { Health } from '@drover/protocol';

/** So often in a row, that a hub that comes back between socket and question is not taken for a bad proxy. */
const CONVINCED_AFTER = 2;
const ANSWER_WITHIN_MS = 3_000;

/** Tells a hub that is away from one that answers HTTP while its WebSocket stays shut, as behind some proxies. */
export class SocketSuspicion {
  readonly #healthUrl: string;
  #times = 0;

  /** @param origin where the hub is, such as `https://drover.example` */
  constructor(origin: string) {
    this.#healthUrl = `${origin}/api/health`;
  }

  /** To be called for each socket that did not open; settles with whether that is because of what is between. */
  async socketFailed(): Promise<boolean> {
    this.#times = (await this.#hubAnswers()) ? this.#times + 1 : 0;
    return this.#times >= CONVINCED_AFTER;
  }

  socketOpened(): void {
    this.#times = 0;
  }

  async #hubAnswers(): Promise<boolean> {
    try {
      const answer = await fetch(this.#healthUrl, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      return answer.ok && Health.safeParse(await answer.json()).success;
    } catch {
      return false;
    }
  }
}
