import type { Project } from '@drover/protocol';
import { bytesAsText, isText, joined, nameBelow } from './byte-path.ts';
import { FolderMemory } from './folder-memory.ts';
import { ignoreRules } from './ignore-rules.ts';
import { readRepositoryFiles } from './repository-files.ts';

const MAX_PROJECTS = 5_000;
/** Folders looked into in all, and the time it may take: a person waits, and the hub not for ever. */
const MAX_FOLDERS = 20_000;
const MAX_MS = 8_000;
/** Folders looked at at the same time. */
const BREADTH = 16;

/** Paths are bytes: a name on a disk need not be text. */
type Folder = { path: Buffer; root: Buffer; depth: number };

export type ScanRules = {
  /** Folders below a root that are looked into. */
  depth: number;
  /** Folders that are not entered, as in a `.gitignore` at each root. */
  ignore: readonly string[];
  /** Whether the roots themselves are places for sessions. */
  plainDirectories: boolean;
};

export type Scanned = {
  projects: Project[];
  truncated: boolean;
};

/**
 * Finds the git repositories below the roots, and the roots themselves, those used last first. Links are not followed,
 * hidden folders not entered, repositories not searched for more. No git is run: a branch is what `.git/HEAD` says. Names
 * are shown with their control characters escaped; so is a path that is no text, by which no session can be started.
 *
 * What a search costs: a `stat` for each folder, and for each repository four more and its `HEAD`; a folder is read when
 * it has changed since the search before. All of it is asynchronous, a few at a time.
 */
export class Scan {
  readonly memory = new FolderMemory();
  readonly #roots: readonly Buffer[];
  readonly #rules: ScanRules;
  #isIgnored = ignoreRules([]);

  constructor(roots: readonly string[], rules: ScanRules) {
    this.#roots = roots.map((root) => Buffer.from(root));
    this.#rules = rules;
  }

  async run(): Promise<Scanned> {
    this.memory.turn();
    this.#isIgnored = ignoreRules(this.#rules.ignore); // anew, as it keeps a verdict of each path it ever saw
    const found: Project[] = [];
    const deadline = performance.now() + MAX_MS;
    const waiting: Folder[] = this.#roots.map((root) => ({ path: root, root, depth: 0 }));
    let seen = 0;
    const isEnough = () => seen >= MAX_FOLDERS || found.length > MAX_PROJECTS || performance.now() > deadline;
    while (seen < waiting.length && !isEnough()) {
      const some = waiting.slice(seen, seen + BREADTH);
      seen += some.length;
      for (const { project, folders } of await Promise.all(some.map((folder) => this.#look(folder)))) {
        if (project) found.push(project);
        for (const folder of folders) waiting.push(folder);
      }
    }
    const projects = found.toSorted(byUse).slice(0, MAX_PROJECTS);
    return { projects, truncated: projects.length < found.length || seen < waiting.length };
  }

  async #look(folder: Folder): Promise<{ project?: Project; folders: Folder[] }> {
    const { isRepository, folders } = await this.memory.look(folder.path);
    if (isRepository) return { project: await repositoryAt(folder), folders: [] };
    const isPlace = folder.depth === 0 && this.#rules.plainDirectories;
    const inner = folder.depth < this.#rules.depth ? this.#worthEntering(folder, folders) : [];
    return isPlace ? { project: placeAt(folder), folders: inner } : { folders: inner };
  }

  #worthEntering({ path, root, depth }: Folder, names: readonly Buffer[]): Folder[] {
    return names
      .map((name) => ({ path: joined(path, name), root, depth: depth + 1 }))
      .filter((inner) => !this.#isIgnored(nameBelow(root, inner.path).toString()));
  }
}

export const byUse = (a: Project, b: Project): number => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0);

function placeAt({ path, root }: Folder): Project {
  return {
    path: isText(path) ? path.toString() : bytesAsText(path),
    name: bytesAsText(nameBelow(root, path)),
    ...{ git: false, branch: null, remoteUrl: null, changedFiles: null, lastUsedAt: null },
  };
}

async function repositoryAt(folder: Folder): Promise<Project> {
  const { branch, usedAt } = await readRepositoryFiles(folder.path);
  return { ...placeAt(folder), git: true, branch, lastUsedAt: usedAt };
}
