import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { Project, ProjectList } from '@drover/protocol';

const MAX_PROJECTS = 5_000;
/** Folders below a root that are looked into. */
const MAX_DEPTH = 4;
/** Folders read at the same time. */
const BREADTH = 16;

/** Folders that hold other people's code, or none. */
const IGNORED = new Set(['node_modules', 'vendor', 'target', 'dist', 'build', 'venv', '__pycache__', 'snap']);

type Folder = { path: string; root: string; depth: number };

/**
 * The git repositories below the roots, and the roots themselves. Links are not followed, hidden folders not entered,
 * repositories not searched for more. No git is run: a branch is what `.git/HEAD` says.
 */
export async function scanProjects(roots: readonly string[]): Promise<ProjectList> {
  const projects: Project[] = [];
  let level: Folder[] = roots.map((path) => ({ path, root: path, depth: 0 }));
  while (level.length > 0 && projects.length < MAX_PROJECTS) {
    const next: Folder[] = [];
    for (let at = 0; at < level.length; at += BREADTH) {
      const looked = await Promise.all(level.slice(at, at + BREADTH).map(look));
      for (const { project, folders } of looked) {
        if (project) projects.push(project);
        next.push(...folders);
      }
    }
    level = next;
  }
  return { projects: projects.slice(0, MAX_PROJECTS), truncated: projects.length >= MAX_PROJECTS };
}

async function look(folder: Folder): Promise<{ project?: Project; folders: Folder[] }> {
  const entries = await readdir(folder.path, { withFileTypes: true }).catch(() => []);
  const git = entries.some((entry) => entry.name === '.git');
  const project = {
    path: folder.path,
    name: nameOf(folder),
    git,
    branch: git ? await branchOf(folder.path) : null,
  };
  if (git) return { project, folders: [] };
  const folders =
    folder.depth < MAX_DEPTH ? entries.filter(isWorthEntering).map((entry) => below(folder, entry)) : [];
  return folder.depth === 0 ? { project, folders } : { folders };
}

const isWorthEntering = (entry: Dirent): boolean =>
  entry.isDirectory() && !entry.name.startsWith('.') && !IGNORED.has(entry.name);

const below = (folder: Folder, entry: Dirent): Folder => ({
  path: join(folder.path, entry.name),
  root: folder.root,
  depth: folder.depth + 1,
});

const nameOf = ({ path, root }: Folder): string => relative(root, path) || basename(path) || path;

async function branchOf(repository: string): Promise<string | null> {
  const head = await readFile(join(await gitDir(repository), 'HEAD'), 'utf8').catch(() => '');
  return /^ref: refs\/heads\/(.{1,255})$/m.exec(head)?.[1] ?? null;
}

/** `.git`, or what it points at in a worktree or submodule. */
async function gitDir(repository: string): Promise<string> {
  const dotGit = join(repository, '.git');
  const pointer = await readFile(dotGit, 'utf8').catch(() => '');
  const target = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  return target ? resolve(repository, target) : dotGit;
}
