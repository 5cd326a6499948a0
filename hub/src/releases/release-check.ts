import semver from 'semver';
import { z } from 'zod';
import type { Logger } from '../log/logger.ts';

/** As HubState tells it. */
export type Release = { version: string; url: string };

const DAY_MS = 24 * 60 * 60 * 1_000;
const DEADLINE_MS = 10_000;
const MAX_BODY_BYTES = 256 * 1024;

/** What GitHub says of a release, and other forges in the same words. */
const Told = z.object({
  tag_name: z.string().max(64),
  html_url: z.url({ protocol: /^https?$/ }).max(2_000),
  draft: z.boolean().default(false),
  prerelease: z.boolean().default(false),
});

type Options = {
  /** Where the newest release is told; null to look for none. */
  url: string | null;
  /** The version that runs. */
  version: string;
  clock: () => number;
  log: Logger;
};

/** Looks once a day whether there is a newer Drover. A hub without a way to the internet never notices. */
export class ReleaseCheck {
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();
  readonly #ending = new AbortController();
  #newer: Release | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#options.url !== null;
  }

  /** A newer Drover than this one, if there is one. */
  get newer(): Release | null {
    return this.#newer;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Looks unless it has done so today. */
  async look(): Promise<void> {
    const { url, clock, log } = this.#options;
    const sinceLast = clock() - this.#lookedAt;
    if (url === null || (sinceLast >= 0 && sinceLast < DAY_MS)) return;
    try {
      const release = await fetchNewest(url, this.#options.version, this.#ending.signal);
      this.#lookedAt = clock();
      this.#found(release);
    } catch (error) {
      log.debug({ err: error }, 'the newest release could not be looked up');
    }
  }

  /** Ends a question that is under way. */
  end(): void {
    this.#ending.abort();
  }

  #found(release: Release): void {
    const isNewer = semver.gt(release.version, this.#options.version);
    const newer = isNewer ? release : null;
    if (newer?.version === this.#newer?.version) return;
    this.#newer = newer;
    if (newer) this.#options.log.info({ release: newer }, 'there is a newer Drover');
    for (const listener of this.#listeners) listener();
  }
}

async function fetchNewest(url: string, version: string, ending: AbortSignal): Promise<Release> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', 'user-agent': `drover/${version}` },
    signal: AbortSignal.any([AbortSignal.timeout(DEADLINE_MS), ending]),
  });
  if (!response.ok) throw new Error(`the answer was ${response.status}`);
  const told = Told.parse(JSON.parse(await boundedText(response)));
  const newest = semver.parse(told.tag_name);
  if (!newest || told.draft || told.prerelease) throw new Error('the newest release has no proper version');
  return { version: newest.version, url: told.html_url };
}

async function boundedText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_BYTES) throw new Error('the answer is too long');
  }
  return text + decoder.decode();
}
