import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MAX_DAEMON_MESSAGE_BYTES, type Project, type ProjectList } from '@drover/protocol';
import { bytesAsText, isText, joined, nameBelow } from './byte-path.ts';

const MAX_PROJECTS = 5_000;
/** Of all projects together, as JSON. */
const MAX_LIST_BYTES = MAX_DAEMON_MESSAGE_BYTES / 2;
/** Folders below a root that are looked into. */
const MAX_DEPTH = 4;
/** Folders looked into in all: what a person waits for must come within seconds. */
const MAX_FOLDERS = 20_000;
/** Folders read at the same time. */
const BREADTH = 16;

/** Folders that hold other people's code, or none. */
const IGNORED = new Set(['node_modules', 'vendor', 'target', 'dist', 'build', 'venv', '__pycache__', 'snap']);

/** Paths are bytes: a name on a disk need not be text. */
type Folder = { path: Buffer; root: Buffer; depth: number };

/**
 * The git repositories below the roots, and the roots themselves. Links are not followed, hidden folders not entered,
 * repositories not searched for more. No git is run: a branch is what `.git/HEAD` says. Names are shown with their
 * control characters escaped; so is a path that is no text, by which no session can be started.
 */
export async function scanProjects(roots: readonly string[]): Promise<ProjectList> {
  const projects: Project[] = [];
  let left = MAX_FOLDERS;
  let level: Folder[] = roots.map((root) => {
    const path = Buffer.from(root);
    return { path, root: path, depth: 0 };
  });
  while (level.length > 0 && left > 0 && projects.length <= MAX_PROJECTS) {
    const next: Folder[] = [];
    const within = level.slice(0, left);
    for (let at = 0; at < within.length && projects.length <= MAX_PROJECTS; at += BREADTH) {
      const looked = await Promise.all(within.slice(at, at + BREADTH).map(look));
      for (const { project, folders } of looked) {
        if (project) projects.push(project);
        next.push(...folders);
      }
    }
    left -= level.length;
    level = next;
  }
  const told = fitting(projects.slice(0, MAX_PROJECTS));
  return { projects: told, truncated: told.length < projects.length || left < 0 };
}

/** As many as fit in a message. */
function fitting(projects: Project[]): Project[] {
  let room = MAX_LIST_BYTES;
  const end = projects.findIndex((project) => {
    room -= Buffer.byteLength(JSON.stringify(project));
    return room < 0;
  });
  return end < 0 ? projects : projects.slice(0, end);
}

async function look(folder: Folder): Promise<{ project?: Project; folders: Folder[] }> {
  const entries = await readdir(folder.path, { withFileTypes: true, encoding: 'buffer' }).catch(() => []);
  const git = entries.some(({ name }) => name.equals(DOT_GIT));
  const project = {
    path: isText(folder.path) ? folder.path.toString() : bytesAsText(folder.path),
    name: bytesAsText(nameBelow(folder.root, folder.path)),
    git,
    branch: git ? await branchOf(folder.path) : null,
  };
  if (git) return { project, folders: [] };
  const folders =
    folder.depth < MAX_DEPTH ? entries.filter(isWorthEntering).map((entry) => below(folder, entry)) : [];
  return folder.depth === 0 ? { project, folders } : { folders };
}

const DOT_GIT = Buffer.from('.git');
const DOT = 0x2e;

const isWorthEntering = (entry: Dirent<Buffer>): boolean =>
  entry.isDirectory() && entry.name[0] !== DOT && !IGNORED.has(entry.name.toString());

const below = (folder: Folder, entry: Dirent<Buffer>): Folder => ({
  path: joined(folder.path, entry.name),
  root: folder.root,
  depth: folder.depth + 1,
});

async function branchOf(repository: Buffer): Promise<string | null> {
  const head = await readFile(joined(await gitDir(repository), Buffer.from('HEAD')), 'utf8').catch(() => '');
  return /^ref: refs\/heads\/(.{1,255})$/m.exec(head)?.[1] ?? null;
}

/** `.git`, or what it points at in a worktree or submodule. */
async function gitDir(repository: Buffer): Promise<Buffer> {
  const dotGit = joined(repository, DOT_GIT);
  const pointer = await readFile(dotGit, 'utf8').catch(() => '');
  const target = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  return target ? Buffer.from(resolve(repository.toString(), target)) : dotGit;
}
