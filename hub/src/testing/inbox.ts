type Message = { event: string; payload: unknown };
type Waiter = { wants: (message: Message) => boolean; take: (message: Message) => void };

const PATIENCE_MS = 5_000;

/** What a socket received and no test has asked for yet. */
export class Inbox {
  readonly #messages: Message[] = [];
  readonly #waiters = new Set<Waiter>();

  add(event: string, payload: unknown): void {
    const message = { event, payload };
    for (const waiter of this.#waiters) {
      if (!waiter.wants(message)) continue;
      this.#waiters.delete(waiter);
      waiter.take(message);
      return;
    }
    this.#messages.push(message);
  }

  /** The oldest message of this name that fits, as soon as it is there. */
  async take<T>(event: string, fits: (payload: T) => boolean = () => true): Promise<T> {
    const wants = (message: Message) => message.event === event && fits(message.payload as T);
    const index = this.#messages.findIndex(wants);
    if (index >= 0) return this.#messages.splice(index, 1)[0]?.payload as T;
    return this.#wait(event, wants);
  }

  count(event: string): number {
    return this.#messages.filter((message) => message.event === event).length;
  }

  #wait<T>(event: string, wants: Waiter['wants']): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const late = () => reject(new Error(`no '${event}' within ${PATIENCE_MS} ms`));
    const timer = setTimeout(late, PATIENCE_MS);
    this.#waiters.add({
      wants,
      take: ({ payload }) => {
        clearTimeout(timer);
        resolve(payload as T);
      },
    });
    return promise;
  }
}
