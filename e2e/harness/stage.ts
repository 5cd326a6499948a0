import { expect, onTestFinished, TestRunner } from 'vitest';
import { countBytes } from './deeds.ts';
import { type Drover, type DroverOptions, startDrover } from './drover.ts';
import { Holder } from './holder.ts';
import { accidents, type Expected, type Growth, inexact, leftovers, overgrown } from './invariants.ts';
import { Person } from './person.ts';
import { Viewer, type ViewerOptions } from './viewer.ts';

/** True for the full-size forms of the tests (`npm run test:long`). */
export const LONG = process.env.DROVER_LONG === '1';

export type StageOptions = DroverOptions & {
  /** Errors that this test brings about on purpose; others in the logs of hub and daemon fail it. */
  expectedErrors?: RegExp;
  /** Whether this test costs sessions a part of their history on purpose. */
  hasGaps?: boolean;
};

/**
 * A whole Drover, somebody logged in, and viewers that are closed with it. When it ends it checks the invariants of
 * every fault: no viewer saw anything but what was printed, nobody grew or crashed, and nothing is left behind.
 */
export class Stage implements AsyncDisposable {
  readonly drover: Drover;
  readonly person: Person;
  readonly #viewers: Viewer[] = [];
  readonly #holders: { holder: Holder; from: number }[] = [];
  readonly #from: { hub: number; daemon: number };
  readonly #expectedErrors: RegExp | undefined;
  readonly #hasGaps: boolean;
  /** What was wrong when it ended; told beside, not instead of, what the test itself found. */
  readonly #findings: string[] = [];

  private constructor(drover: Drover, person: Person, { expectedErrors, hasGaps = false }: StageOptions) {
    this.drover = drover;
    this.person = person;
    this.#expectedErrors = expectedErrors;
    this.#hasGaps = hasGaps;
    this.#from = { hub: drover.hub.peakBytes, daemon: drover.daemon.peakBytes };
    if (TestRunner.getCurrentTest()) onTestFinished(() => expect(this.#findings).toEqual([]));
  }

  static async open(options: StageOptions = {}): Promise<Stage> {
    const drover = await startDrover(options);
    return new Stage(drover, await Person.setUp(drover), options);
  }

  view(sessionId: string, options?: ViewerOptions): Viewer {
    const viewer = new Viewer(this.person, sessionId, options);
    this.#viewers.push(viewer);
    return viewer;
  }

  /** A Bash session and a viewer that sees its prompt. */
  async bash(options?: ViewerOptions): Promise<{ sessionId: string; viewer: Viewer; holder: Holder }> {
    const { sessionId } = await this.person.bash(this.drover);
    const holder = Holder.of(this.drover, sessionId);
    this.#holders.push({ holder, from: holder.peakBytes });
    const viewer = this.view(sessionId, options);
    await viewer.until(() => viewer.bytes.includes('projects/project'));
    return { sessionId, viewer, holder };
  }

  /** Checks a viewer against what was printed; with `produced`, that all of a producer's bytes are among it. */
  expectExact(viewer: Viewer, expected?: Expected): void {
    expect(inexact(this.drover, viewer, expected)).toEqual([]);
  }

  /** Checks the invariants so far. Happens by itself when the stage ends. */
  expectInvariants(): void {
    expect([...this.#violations(), ...this.#accidents()]).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { drover } = this;
    for (const viewer of this.#viewers) viewer.close();
    countBytes(this.#viewers.reduce((sum, { payloadBytes }) => sum + payloadBytes, 0));
    this.#findings.push(...this.#violations());
    await drover.stop();
    this.#findings.push(...this.#accidents(), ...(await leftovers(drover)));
    await drover[Symbol.asyncDispose]();
  }

  #violations(): string[] {
    return [
      ...this.#viewers.flatMap((viewer) => inexact(this.drover, viewer, { hasGaps: this.#hasGaps })),
      ...overgrown(this.#growths()),
    ];
  }

  #accidents(): string[] {
    return accidents(this.drover.programs).filter((accident) => !this.#expectedErrors?.test(accident));
  }

  #growths(): Growth[] {
    const peakOf = (name: string) =>
      Math.max(
        ...this.drover.programs.filter((program) => program.name === name).map((one) => one.peakBytes),
      );
    return [
      { name: 'hub', from: this.#from.hub, to: peakOf('hub') },
      { name: 'daemon', from: this.#from.daemon, to: peakOf('daemon') },
      ...this.#holders.map(({ holder, from }) => ({ name: 'holder' as const, from, to: holder.peakBytes })),
    ];
  }
}
