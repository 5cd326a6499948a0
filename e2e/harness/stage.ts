import { expect, onTestFinished, TestRunner } from 'vitest';
import { countBytes } from './deeds.ts';
import { type Drover, type DroverOptions, startDrover } from './drover.ts';
import { Holder } from './holder.ts';
import { accidents, type Expected, type Growth, inexact, leftovers, overgrown } from './invariants.ts';
import { Machine, type MachineOptions } from './machine.ts';
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
  /** Each with the place where what it sees is written down. */
  readonly #viewers = new Map<Viewer, Pick<Drover, 'stateDir'>>();
  readonly #machines: Machine[] = [];
  readonly #holders: { holder: Holder; from: number }[] = [];
  #from: { hub: number; daemon: number };
  readonly #expectedErrors: RegExp | undefined;
  readonly #hasGaps: boolean;
  /** What was wrong when it ended; told beside, not instead of, what the test itself found. */
  readonly #findings: string[] = [];

  private constructor(drover: Drover, person: Person, { expectedErrors, hasGaps = false }: StageOptions) {
    this.drover = drover;
    this.person = person;
    this.#expectedErrors = expectedErrors;
    this.#hasGaps = hasGaps;
    this.#from = peaksOf(drover);
    if (TestRunner.getCurrentTest()) onTestFinished(() => expect(this.#findings).toEqual([]));
  }

  static async open(options: StageOptions = {}): Promise<Stage> {
    const drover = await startDrover(options);
    return new Stage(drover, await Person.setUp(drover), options);
  }

  /** For agents that make the daemon use a part of it once that others do not, such as a thread: growth counts from here. */
  hasStarted(): void {
    this.#from = peaksOf(this.drover);
  }

  /** `on`: the machine of the session, when it is a further one. */
  view(sessionId: string, { on, ...options }: ViewerOptions & { on?: Machine } = {}): Viewer {
    const viewer = new Viewer(this.person, sessionId, options);
    this.#viewers.set(viewer, on ?? this.drover);
    return viewer;
  }

  /** One more host with a daemon of its own, which is online. */
  async join(name: string, options?: MachineOptions): Promise<Machine> {
    const machine = await Machine.join(this.person, name, options);
    this.#machines.push(machine);
    return machine;
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

  /** A Bash session on a further machine, and a viewer that sees its prompt. */
  async bashOn(machine: Machine): Promise<{ sessionId: string; viewer: Viewer; holder: Holder }> {
    const { sessionId } = await machine.bash();
    const viewer = this.view(sessionId, { on: machine });
    await viewer.shows('projects/project');
    return { sessionId, viewer, holder: Holder.of(machine, sessionId) };
  }

  /** Checks a viewer against what was printed; with `produced`, that all of a producer's bytes are among it. */
  expectExact(viewer: Viewer, expected?: Expected): void {
    expect(inexact(this.#viewers.get(viewer) ?? this.drover, viewer, expected)).toEqual([]);
  }

  /** Checks the invariants so far. Happens by itself when the stage ends. */
  expectInvariants(): void {
    expect([...this.#violations(), ...this.#accidents()]).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const viewers = [...this.#viewers.keys()];
    for (const viewer of viewers) viewer.close();
    countBytes(viewers.reduce((sum, { payloadBytes }) => sum + payloadBytes, 0));
    this.#findings.push(...this.#violations());
    const places = [...this.#machines, this.drover];
    await Promise.all(this.#machines.map((machine) => machine.stop()));
    await this.drover.stop();
    this.#findings.push(...this.#accidents());
    for (const place of places) this.#findings.push(...(await leftovers(place)));
    for (const place of places) await place[Symbol.asyncDispose]();
  }

  #violations(): string[] {
    return [
      ...[...this.#viewers].flatMap(([viewer, place]) => inexact(place, viewer, { hasGaps: this.#hasGaps })),
      ...overgrown(this.#growths()),
    ];
  }

  #accidents(): string[] {
    const programs = [...this.drover.programs, ...this.#machines.flatMap(({ daemons }) => daemons)];
    return accidents(programs).filter((accident) => !this.#expectedErrors?.test(accident));
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

const peaksOf = ({ hub, daemon }: Drover) => ({ hub: hub.peakBytes, daemon: daemon.peakBytes });
