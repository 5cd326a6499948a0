import {
  DroverError,
  MAX_DAEMON_MESSAGE_BYTES,
  type Project,
  type ProjectDetails,
  type ProjectList,
} from '@drover/protocol';
import type { Logger } from 'pino';
import { fitting } from '../fitting.ts';
import { branchesOf, gitStatus, repositoryRoot } from '../git/index.ts';
import { RepositoryLooks } from './repository-looks.ts';
import { resolveProjectDir } from './roots.ts';
import { byUse, Scan, type Scanned, type ScanRules } from './scan.ts';

export type ProjectsOptions = {
  roots: readonly string[];
  rules: ScanRules;
  home: string;
  /** When a session was last started in each project, in milliseconds since 1970. */
  lastSessions: () => ReadonlyMap<string, number>;
  log: Logger;
};

/** A list older than this is made anew behind the answer. */
const STALE_MS = 60_000;

/** Of all projects together, as JSON. */
const MAX_LIST_BYTES = MAX_DAEMON_MESSAGE_BYTES / 2;

/** Where sessions can be started on this machine. */
export class Projects {
  readonly #options: ProjectsOptions;
  readonly #scan: Scan;
  readonly #looks = new RepositoryLooks();
  #last: (Scanned & { at: number }) | undefined;
  #underway: Promise<void> | undefined;

  constructor(options: ProjectsOptions) {
    this.#options = options;
    this.#scan = new Scan(options.roots, options.rules);
  }

  /** The last list at once; where there is none, or it shall be `refresh`ed, a new one. */
  async list({ refresh }: { refresh: boolean }): Promise<ProjectList> {
    if (refresh || !this.#last) await this.#search();
    else if (Date.now() - this.#last.at > STALE_MS) this.begin();
    const { projects: found = [], truncated = false, at = 0 } = this.#last ?? {};
    const projects = fitting(this.#complete(found), MAX_LIST_BYTES);
    return { projects, truncated: truncated || projects.length < found.length, scannedAt: at };
  }

  /** Makes a new list in the background. */
  begin(): void {
    this.#search().catch((error: unknown) =>
      this.#options.log.error({ err: error }, 'projects cannot be found'),
    );
  }

  /** Settles when git has looked into all that are known. */
  lookedAt(): Promise<void> {
    return this.#looks.idle();
  }

  stop(): void {
    this.#looks.stop();
  }

  /** Those that are repositories, as paths, and where sessions were: that may be newer than the last list. */
  async repositories(): Promise<string[]> {
    const { projects } = await this.list({ refresh: false });
    const listed = projects.filter(({ git }) => git).map(({ path }) => path);
    return [...new Set([...listed, ...this.#options.lastSessions().keys()])];
  }

  /**
   * The directory that a session shall start in, resolved through all links. Throws what `resolveProjectDir` throws, and
   * `denied_by_host_policy` for one in no repository where the policy wants that.
   */
  async resolve(path: string): Promise<string> {
    const { roots, home, rules } = this.#options;
    const resolved = await resolveProjectDir(path, roots, home);
    if (rules.plainDirectories || (await isInRepository(resolved))) return resolved;
    throw new DroverError(
      'denied_by_host_policy',
      'The policy of this machine lets sessions start in git repositories only, and this directory is in none.',
    );
  }

  /** What git knows of a project. Throws what `resolve` throws. */
  async inspect(path: string): Promise<Pick<ProjectDetails, 'path' | 'git' | 'branches'>> {
    const resolved = await this.resolve(path);
    if (!(await isInRepository(resolved))) return { path: resolved, git: null, branches: [] };
    const [git, branches] = await Promise.all([gitStatus(resolved), branchesOf(resolved)]);
    return { path: resolved, git, branches };
  }

  #search(): Promise<void> {
    this.#underway ??= this.#searchNow().finally(() => {
      this.#underway = undefined;
    });
    return this.#underway;
  }

  async #searchNow(): Promise<void> {
    const scanned = await this.#scan.run();
    this.#last = { ...scanned, at: Date.now() };
    this.#looks.want(scanned.projects);
  }

  /** With what is known by now, those used last first. */
  #complete(projects: readonly Project[]): Project[] {
    const lastSessions = this.#options.lastSessions();
    return projects
      .map((project) => ({
        ...project,
        remoteUrl: this.#looks.of(project.path)?.remoteUrl ?? null,
        changedFiles: this.#looks.of(project.path)?.changedFiles ?? null,
        lastUsedAt: Math.max(project.lastUsedAt ?? 0, lastSessions.get(project.path) ?? 0) || null,
      }))
      .sort(byUse);
  }
}

const isInRepository = (directory: string): Promise<boolean> =>
  repositoryRoot(directory).then(
    () => true,
    () => false,
  );
