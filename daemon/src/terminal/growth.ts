/** A session that prints this much between two looks is in a flood, of which not all may have to be parsed. */
const FLOOD_BYTES = 64 * 1_024;
/** So much of a flood is told at once; it is less than a program may be ahead of its screen. */
const ENOUGH_BYTES = 768 * 1_024;
/** Looks after which a flood is told however little it is. */
const PATIENCE = 3;

type Session = { told: number; end: number; looks: number };

/** How far the sessions' spools have grown, and what of it a screen should be told now. */
export class Growth {
  readonly #sessions = new Map<string, Session>();
  readonly #pending = new Set<string>();

  /** True when there is so much that it should be told now, and not at the next look. */
  grew(sessionId: string, end: number): boolean {
    const session = this.#sessions.get(sessionId) ?? { told: end, end, looks: 0 };
    session.end = end;
    this.#sessions.set(sessionId, session);
    this.#pending.add(sessionId);
    return end - session.told >= ENOUGH_BYTES;
  }

  forget(sessionId: string): void {
    this.#sessions.delete(sessionId);
    this.#pending.delete(sessionId);
  }

  get isPending(): boolean {
    return this.#pending.size > 0;
  }

  /** What is to be told now, and then counts as told. A flood is gathered for a few looks. */
  look(): [sessionId: string, end: number][] {
    return [...this.#pending].flatMap((sessionId) => (this.#isDue(sessionId) ? this.take(sessionId) : []));
  }

  /** What this session has that is not told. */
  take(sessionId: string): [sessionId: string, end: number][] {
    const session = this.#sessions.get(sessionId);
    if (!session || !this.#pending.delete(sessionId)) return [];
    session.told = session.end;
    session.looks = 0;
    return [[sessionId, session.end]];
  }

  #isDue(sessionId: string): boolean {
    const session = this.#sessions.get(sessionId);
    if (!session) return false;
    session.looks++;
    const grown = session.end - session.told;
    return grown < FLOOD_BYTES || session.looks >= PATIENCE;
  }
}
