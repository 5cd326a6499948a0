import type { ActivityRules, Json } from '@drover/profiles';
import type { EvidenceSource } from '@drover/protocol';
import { type Claim, goingOn } from './claim.ts';
import {
  foregroundClaim,
  hookClaim,
  outputClaim,
  PRINTING_PAUSE_MS,
  screenClaim,
  stateFileClaim,
  titleClaim,
} from './claims.ts';
import { nothingObserved, type Observed } from './observed.ts';

type Watched = Exclude<EvidenceSource, 'output'>;

/** All that is seen of one session, and what its sources say by it. What they say is found out once, when it is seen. */
export class Observation {
  readonly #rules: ActivityRules;
  #seen: Observed;
  readonly #claims = new Map<Watched, Claim>();

  constructor(rules: ActivityRules, now: number) {
    this.#rules = rules;
    this.#seen = nothingObserved(now);
  }

  get progressAt(): number {
    return this.#seen.progressAt;
  }

  /** The event of a hook that counts now, as it was given. */
  get hookEvent(): Observed['hook'] {
    return this.#seen.hook;
  }

  claims(now: number): Claim[] {
    const output = outputClaim(this.#seen.output, now);
    return [...this.#claims.values(), ...(output ? [output] : [])];
  }

  claimOf(source: Watched): Claim | undefined {
    return this.#claims.get(source);
  }

  /** As it can be judged again later: each thing with the time since which its source says the same. */
  get seen(): Observed {
    const { hook, stateFile, title, foreground, screen } = this.#seen;
    const since = <T>(source: Watched, seen: { at: number; value: T } | null) =>
      seen && { ...seen, at: this.#claims.get(source)?.since ?? seen.at };
    return {
      ...this.#seen,
      hook: since('hook', hook),
      stateFile: since('state_file', stateFile),
      title: since('title', title),
      foreground: since('process', foreground),
      screen: since('screen', screen),
    };
  }

  /** Something has come of it. */
  progressed(now: number): void {
    this.#seen.progressAt = now;
  }

  printed(now: number): void {
    const { output } = this.#seen;
    const goesOn = output && now - output.last < PRINTING_PAUSE_MS;
    this.#seen.output = { since: goesOn ? output.since : now, last: now };
    this.progressed(now);
  }

  hook(event: Observed['hook']): void {
    this.#seen.hook = event;
    this.#say('hook', hookClaim(this.#rules, event));
  }

  /** A person has answered its hook. */
  answered(now: number): void {
    this.#seen.hook = null;
    this.#claims.set('hook', {
      ...{ source: 'hook', state: 'working', reason: null, tool: null, detail: null, overrules: [] },
      since: now,
      words: 'it was answered from the dashboard',
    });
  }

  stateFile(value: Json | null, now: number): void {
    if (value === this.#seen.stateFile?.value) return;
    this.#seen.stateFile = value === null ? null : { at: now, value };
    this.#say('state_file', stateFileClaim(this.#rules, this.#seen.stateFile));
  }

  title(value: string, now: number): void {
    this.#seen.title = { at: now, value };
    this.#say('title', titleClaim(this.#rules, this.#seen.title));
  }

  foreground(value: string | null | undefined, now: number): void {
    this.#seen.foreground = value === undefined ? null : { at: now, value };
    this.#say('process', foregroundClaim(this.#seen.foreground));
  }

  screen(rows: string[] | null, now: number): void {
    this.#seen.screen = rows && { at: now, value: rows };
    this.#say('screen', screenClaim(this.#rules, this.#seen.screen));
  }

  #say(source: Watched, claim: Claim | null): void {
    const said = goingOn(this.#claims.get(source) ?? null, claim);
    if (said) this.#claims.set(source, said);
    else this.#claims.delete(source);
  }
}
