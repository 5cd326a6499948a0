import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MAX_DAEMON_MESSAGE_BYTES, type Project, type ProjectList } from '@drover/protocol';
import { bytesAsText, isText, joined, nameBelow } from './byte-path.ts';

const MAX_PROJECTS = 5_000;
/** Of all projects together, as JSON. */
const MAX_LIST_BYTES = MAX_DAEMON_MESSAGE_BYTES / 2;
/** Folders below a root that are looked into. */
const MAX_DEPTH = 4;
/** Folders looked into in all, and the time it may take: a person waits, and the hub not for ever. */
const MAX_FOLDERS = 20_000;
const MAX_MS = 8_000;
/** Of a file that names a branch or a folder: git writes a line. */
const MAX_GIT_FILE_BYTES = 8_192;
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
  const found: Project[] = [];
  const deadline = performance.now() + MAX_MS;
  const waiting: Folder[] = roots.map((root) => ({
    path: Buffer.from(root),
    root: Buffer.from(root),
    depth: 0,
  }));
  let seen = 0;
  const isEnough = () => seen >= MAX_FOLDERS || found.length > MAX_PROJECTS || performance.now() > deadline;
  while (seen < waiting.length && !isEnough()) {
    const some = waiting.slice(seen, seen + BREADTH);
    seen += some.length;
    for (const { project, folders } of await Promise.all(some.map(look))) {
      if (project) found.push(project);
      for (const folder of folders) waiting.push(folder);
    }
  }
  const projects = fitting(found.slice(0, MAX_PROJECTS));
  return { projects, truncated: projects.length < found.length || seen < waiting.length };
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
  const head = await readSmall(joined(await gitDir(repository), Buffer.from('HEAD')));
  return /^ref: refs\/heads\/(.{1,255})$/m.exec(head)?.[1] ?? null;
}

/** `.git`, or what it points at in a worktree or submodule. */
async function gitDir(repository: Buffer): Promise<Buffer> {
  const dotGit = joined(repository, DOT_GIT);
  const pointer = await readSmall(dotGit);
  const target = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  return target ? Buffer.from(resolve(repository.toString(), target)) : dotGit;
}

/** Empty for what is no file or far too large: a pipe would not be read to its end before somebody writes into it. */
async function readSmall(file: Buffer): Promise<string> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= MAX_GIT_FILE_BYTES ? await readFile(file, 'utf8') : '';
  } catch {
    return '';
  }
}
