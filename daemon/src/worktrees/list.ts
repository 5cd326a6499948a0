import { lstat } from 'node:fs/promises';
import type { Rescue, Worktree, WorktreeList } from '@drover/protocol';
import { gitStatus } from '../git/index.ts';
import type { DiskUse } from './disk-use.ts';
import { hasMore } from './has-more.ts';
import { ignoredFiles } from './ignored-files.ts';
import { unmergedCommits, type WorktreeEntry, worktreesOf } from './repository.ts';
import { asRescue, isTold, rescuesOf } from './rescue.ts';
import { isInside, resolved } from './safe-folders.ts';
import type { MadeWorktree, WorktreeStore } from './store.ts';
import type { Uses } from './uses.ts';

export type ListParts = {
  store: WorktreeStore;
  uses: Uses;
  diskUse: DiskUse;
  roots: readonly string[];
  /** Directories of all projects. */
  projects: () => Promise<readonly string[]>;
};

/** Of a message, and of the time that somebody waits. */
const MAX_WORKTREES = 500;
const MAX_RESCUES = 2_000;
const MAX_MS = 8_000;
const AT_A_TIME = 6;

/** All worktrees that Drover made, those that were made by hand below the roots, and what was saved of those removed. */
export async function listWorktrees(parts: ListParts): Promise<WorktreeList> {
  const deadline = performance.now() + MAX_MS;
  const found = await repositories(parts);
  const rescues: Rescue[] = [];
  const worktrees: Worktree[] = [];
  const seen = new Set<string>();
  let isCut = false;
  const isLate = () => performance.now() > deadline;
  for (const group of chunks(found)) {
    isCut ||= isLate();
    if (isCut) break;
    for (const { project, entries, saved } of await Promise.all(group.map((one) => look(one, parts)))) {
      rescues.push(...saved);
      for (const some of chunks(entries)) {
        isCut ||= isLate() || worktrees.length >= MAX_WORKTREES;
        if (isCut) break;
        for (const { path } of some) seen.add(path);
        worktrees.push(...(await Promise.all(some.map((entry) => worktreeOf(project, entry, parts)))));
      }
    }
  }
  if (!isCut) worktrees.push(...(await lostOnes(seen, parts)));
  return {
    worktrees,
    rescues: rescues.slice(0, MAX_RESCUES),
    truncated: isCut || rescues.length > MAX_RESCUES,
  };
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += AT_A_TIME) yield all.slice(at, at + AT_A_TIME);
}

/** A directory of each repository that has more than its own checkout. */
async function repositories({ store, projects }: ListParts): Promise<string[]> {
  const made = await Promise.all((await store.paths()).map((path) => store.find(path)));
  const candidates = new Set([
    ...made.flatMap((each) => (each ? [each.project] : [])),
    ...(await projects()),
  ]);
  const byRepository = new Map<string, string>();
  for (const project of candidates) {
    const commonDir = await hasMore(project);
    if (commonDir !== null && !byRepository.has(commonDir)) byRepository.set(commonDir, project);
  }
  return [...byRepository.values()];
}

type Found = { entry: WorktreeEntry; path: string; made: MadeWorktree | undefined };

/** What a repository has. One that cannot be read is passed over: a list of the others is better than none. */
async function look(directory: string, parts: ListParts) {
  const nothing = { project: directory, entries: [] as Found[], saved: [] as Rescue[] };
  try {
    const [main, ...others] = await worktreesOf(directory);
    const project = main && !main.isBare && isBelow(parts.roots, main.path) ? main.path : directory;
    const saved = (await rescuesOf(directory)).filter(isTold).map((rescue) => asRescue(project, rescue));
    const entries = await Promise.all(
      others.map(async (entry) => {
        const path = (await resolved(entry.path)) ?? entry.path;
        return { entry, path, made: await parts.store.find(path) };
      }),
    );
    return {
      project,
      saved,
      entries: entries.filter(({ path, made }) => made || isBelow(parts.roots, path)),
    };
  } catch {
    return nothing;
  }
}

const isBelow = (roots: readonly string[], path: string) => roots.some((root) => isInside(root, path));

async function worktreeOf(
  project: string,
  { entry, path, made }: Found,
  parts: ListParts,
): Promise<Worktree> {
  const isThere = !entry.isMissing && (await resolved(path)) !== null;
  const git = isThere ? await gitStatus(path, { background: true }).catch(() => null) : null;
  return {
    path,
    project,
    branch: entry.branch,
    ours: made !== undefined,
    git,
    ignoredFiles: git && made ? await ownIgnored(path, made) : 0,
    unmerged: git?.head ? await unmergedCommits(path, git.head, git.branch).catch(() => 0) : 0,
    bytes: isThere ? parts.diskUse.of(path) : null,
    usedBy: parts.uses.of(path).slice(0, 200),
    locked: entry.locked?.slice(0, 500) ?? null,
    createdAt: made?.createdAt ?? (await madeAt(path)),
  };
}

/** Those that Drover made and that no repository knows any more. */
async function lostOnes(seen: ReadonlySet<string>, { store, uses, diskUse }: ListParts): Promise<Worktree[]> {
  const lost = (await store.paths()).filter((path) => !seen.has(path));
  const found = await Promise.all(lost.map(async (path) => ({ path, made: await store.find(path) })));
  return found.flatMap(({ path, made }) =>
    made
      ? [
          {
            ...{ path, project: made.project, branch: made.branch, ours: true, git: null, unmerged: 0 },
            ignoredFiles: 0,
            bytes: diskUse.of(path),
            usedBy: uses.of(path).slice(0, 200),
            ...{ locked: null, createdAt: made.createdAt },
          },
        ]
      : [],
  );
}

/** Counted only where Drover may remove it. */
const ownIgnored = (path: string, { project }: MadeWorktree): Promise<number> =>
  ignoredFiles(path, project).then(
    ({ own }) => own.length,
    () => 0,
  );

async function madeAt(path: string): Promise<number | null> {
  const stats = await lstat(`${path}/.git`).catch(() => undefined);
  return stats ? Math.floor(stats.birthtimeMs) : null;
}
