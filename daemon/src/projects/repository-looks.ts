import { DroverError, type Project } from '@drover/protocol';
import PQueue from 'p-queue';
import { git, gitStatus } from '../git/index.ts';
import { remoteLink } from './remote-link.ts';

/** What only git can tell of a project. */
export type Looked = Pick<Project, 'remoteUrl' | 'changedFiles'>;

/** Those used last are looked at anew at each search, as files change unseen; others when something was committed there. */
const ALWAYS_ANEW = 50;

/** For each of two processes. */
const TIMEOUT_MS = 10_000;

/**
 * Looks into projects with git, one after another in the background, in the order in which they are given. A repository
 * that cannot be read stays as it is until something changes in it.
 */
export class RepositoryLooks {
  readonly #queue = new PQueue({ concurrency: 1 });
  #known = new Map<string, Looked & { usedAt: number | null }>();

  of(path: string): Looked | undefined {
    return this.#known.get(path);
  }

  /** What was wanted before and not yet looked at gives way. */
  want(projects: readonly Project[]): void {
    this.#queue.clear();
    const repositories = projects.filter((project) => project.git);
    const kept = repositories.flatMap(({ path }) => {
      const known = this.#known.get(path);
      return known ? [[path, known] as const] : [];
    });
    this.#known = new Map(kept);
    for (const [index, { path, lastUsedAt }] of repositories.entries()) {
      const isKnown = this.#known.get(path)?.usedAt === lastUsedAt && this.#known.has(path);
      if (!isKnown || index < ALWAYS_ANEW) void this.#queue.add(() => this.#look(path, lastUsedAt));
    }
  }

  /** Settles when all is looked at. */
  idle(): Promise<void> {
    return this.#queue.onIdle();
  }

  stop(): void {
    this.#queue.clear();
  }

  async #look(path: string, usedAt: number | null): Promise<void> {
    const remoteUrl = await orNull(() => remoteOf(path));
    const changedFiles = await orNull(async () => (await gitStatus(path, BEHIND)).changedFiles);
    this.#known.set(path, { remoteUrl, changedFiles, usedAt });
  }
}

const BEHIND = { background: true, timeoutMs: TIMEOUT_MS };

async function remoteOf(path: string): Promise<string | null> {
  const args = ['config', '--get', 'remote.origin.url'];
  const { stdout } = await git(path, args, { ...BEHIND, codes: [1] });
  return remoteLink(stdout.toString().trim());
}

async function orNull<T>(look: () => Promise<T | null>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof DroverError) return null;
    throw error;
  }
}
