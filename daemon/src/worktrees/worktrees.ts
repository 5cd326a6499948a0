import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DroverError,
  type RemovedWorktree,
  type RemoveWorktree,
  type RestoredWorktree,
  type RestoreWorktree,
  type SessionId,
  type WorktreeList,
} from '@drover/protocol';
import type { Logger } from 'pino';
import type { Workplace, WorktreeWish } from '../spawn/workplace.ts';
import { chooseBranch, freeBranch } from './branch.ts';
import { addWorktree, checkOut, type NewCheckOut } from './check-out.ts';
import { copyFiles } from './copy-files.ts';
import { DiskUse } from './disk-use.ts';
import { type ListParts, listWorktrees } from './list.ts';
import { Removal } from './removal.ts';
import { baseCommit, commitOf, type Repository, repositoryAt, worktreesOf } from './repository.ts';
import { dropRescue, rescueAt, type StoredRescue } from './rescue.ts';
import { bringTo } from './restore.ts';
import { runFirst } from './run-lines.ts';
import { isInside, resolved } from './safe-folders.ts';
import { agreedSetup } from './setup-file.ts';
import { WorktreeStore } from './store.ts';
import { Turns } from './turns.ts';
import { type SessionUses, Uses } from './uses.ts';

export type WorktreesOptions = Pick<ListParts, 'roots' | 'projects'> & {
  stateDir: string;
  sessions: SessionUses;
  /** Throws what `resolveProjectDir` throws. */
  resolveProject: (path: string) => Promise<string>;
  log: Logger;
};

/**
 * The worktrees of this machine's projects. They are made for sessions, and stay when those end: one is removed only when
 * a person asks, and then only with nothing in it that would be lost, saved under a ref of its repository, or discarded
 * by name.
 */
export class Worktrees {
  readonly #options: WorktreesOptions;
  readonly #store: WorktreeStore;
  readonly #uses: Uses;
  readonly #diskUse = new DiskUse();
  readonly #turns = new Turns();

  constructor(options: WorktreesOptions) {
    this.#options = options;
    this.#store = new WorktreeStore(options.stateDir);
    this.#uses = new Uses(options.sessions);
    void this.#store.emptyTrash();
  }

  /**
   * Makes a worktree for a session, with what its project's set-up asks for. Throws `not_a_repository`, `invalid_branch`,
   * `invalid_base`, `branch_taken`, `setup_changed`, `storage_full` and `worktree_failed`, and leaves nothing behind then.
   */
  async create(wish: WorktreeWish): Promise<Workplace> {
    const repository = await repositoryAt(wish.project);
    const setup = await agreedSetup(repository.root, wish.setup);
    const commit = await baseCommit(wish.project, wish.base);
    const worktree = await this.#turns.take(repository.commonDir, () => this.#add(repository, wish, commit));
    const { path } = worktree;
    try {
      await checkOut(path);
      await copyFiles(repository.root, path, setup?.copy ?? []);
      return {
        project: wish.project,
        worktree,
        directory: await folderIn(path, repository.prefix),
        prefix: runFirst(path, setup?.run ?? []),
        undo: () => this.#undo(path),
      };
    } catch (error) {
      await this.#takeAway(path);
      throw error;
    }
  }

  /** Takes a worktree that is there for a session. Throws `not_found` for what is no worktree of the project. */
  async use(project: string, path: string, sessionId: SessionId): Promise<Workplace> {
    const { commonDir, prefix } = await repositoryAt(project);
    return this.#turns.take(commonDir, async () => {
      const [, ...entries] = await worktreesOf(project);
      const wanted = await resolved(path);
      const places = await Promise.all(entries.map((entry) => resolved(entry.path)));
      const entry = entries[places.findIndex((place) => place !== null && place === wanted)];
      if (wanted === null || !entry || !(await this.#isOpen(wanted))) {
        throw new DroverError(
          'not_found',
          'This project has no such worktree. If it was removed, restore it from the list of worktrees; or choose another, or a new one.',
        );
      }
      this.#uses.claim(sessionId, wanted);
      return {
        project,
        worktree: { path: wanted, branch: entry.branch },
        directory: await folderIn(wanted, prefix).catch(() => wanted),
        prefix: [],
        undo: async () => {},
      };
    });
  }

  list(): Promise<WorktreeList> {
    const { roots, projects } = this.#options;
    return listWorktrees({
      ...{ roots, projects },
      ...{ store: this.#store, uses: this.#uses, diskUse: this.#diskUse },
    });
  }

  /**
   * Throws `worktree_in_use`, `worktree_at_risk` with what would be lost, and `forbidden` for one that Drover has not made.
   */
  async remove({ path, how }: RemoveWorktree): Promise<RemovedWorktree> {
    const place = (await resolved(path)) ?? path;
    const made = await this.#store.find(place);
    if (!made && this.#store.isHere(place) && (await resolved(place)) === null) return { rescue: null };
    if (!made) {
      throw new DroverError(
        'forbidden',
        'Drover removes only worktrees that it has made; remove this one on its host with git worktree remove.',
      );
    }
    const removal = await Removal.of(place, made, this.#store);
    return this.#turns.take(removal.turn, async () => {
      const expectUnused = () => this.#uses.expectNone(place);
      expectUnused();
      const rescue = await removal.carryOut(how, expectUnused);
      this.#diskUse.forget(place);
      this.#options.log.info({ path: place, how: how.kind, ref: rescue?.ref }, 'worktree removed');
      return { rescue };
    });
  }

  /** Brings a saved worktree back; its ref goes when all is as it was. Throws `not_found` and `worktree_failed`. */
  async restore({ project, ref }: RestoreWorktree): Promise<RestoredWorktree> {
    const directory = await this.#options.resolveProject(project);
    const { root, commonDir } = await repositoryAt(directory);
    return this.#turns.take(commonDir, async () => {
      const rescue = await rescueAt(directory, ref);
      const path = this.#store.freePath(root, randomUUID(), rescue.note.folder);
      const branch = await branchFor(directory, rescue.note);
      const own = branch?.kind === 'new' ? branch.name : null;
      await this.#store.write(path, { project: root, branch: own, createdAt: Date.now() });
      try {
        await addWorktree(directory, { path, branch, commit: rescue.note.head });
        await checkOut(path);
        await bringTo(path, rescue);
      } catch (error) {
        await this.#takeAway(path);
        throw error;
      }
      await dropRescue(directory, rescue);
      this.#options.log.info({ path, ref }, 'worktree restored');
      return { path, branch: branch?.name ?? null };
    });
  }

  async #add(repository: Repository, wish: WorktreeWish, commit: string) {
    const { root } = repository;
    const branch = await chooseBranch(wish.project, wish);
    const path = this.#store.freePath(root, wish.sessionId);
    this.#uses.claim(wish.sessionId, path);
    await this.#store.write(path, { project: root, branch, createdAt: Date.now() });
    try {
      await addWorktree(wish.project, { path, branch: { kind: 'new', name: branch }, commit });
    } catch (error) {
      await this.#store.forget(path);
      throw error;
    }
    return { path, branch };
  }

  /** Of a session that was not started after all. Whatever has come into it by then keeps it. */
  async #undo(path: string): Promise<void> {
    const made = await this.#store.find(path);
    if (!made) return;
    const removal = await Removal.of(path, made, this.#store);
    await this.#turns
      .take(removal.turn, () => removal.carryOut({ kind: 'if_clean' }, () => {}))
      .catch((error: Error) => this.#options.log.warn({ path }, `a new worktree was kept: ${error.message}`));
  }

  /** Of one that nobody but us has seen yet. */
  async #takeAway(path: string): Promise<void> {
    const made = await this.#store.find(path);
    if (!made) return;
    const removal = await Removal.of(path, made, this.#store);
    await removal.takeBack().catch((error: Error) => {
      this.#options.log.warn({ path, err: error }, 'a worktree that failed could not be taken away');
    });
  }

  /** Whether sessions may start there: in those of Drover, and below the roots. */
  async #isOpen(path: string): Promise<boolean> {
    return (
      this.#options.roots.some((root) => isInside(root, path)) || (await this.#store.find(path)) !== undefined
    );
  }
}

/** The same folder of a worktree that the project is of its own checkout. */
async function folderIn(path: string, prefix: string): Promise<string> {
  const folder = await resolved(join(path, prefix));
  if (folder !== null && isInside(path, folder) && (await stat(folder)).isDirectory()) return folder;
  throw new DroverError(
    'worktree_failed',
    'The folder of this project is not among the files of that commit; choose another base.',
  );
}

/** The branch that a saved worktree had, or one of a similar name if that has gone on without it. */
async function branchFor(
  directory: string,
  { branch, head }: StoredRescue['note'],
): Promise<NewCheckOut['branch']> {
  if (branch === null) return null;
  const isFree = (await worktreesOf(directory)).every((entry) => entry.branch !== branch);
  const isSame = (await commitOf(directory, `refs/heads/${branch}`)) === head;
  if (isFree && isSame) return { kind: 'existing', name: branch };
  return { kind: 'new', name: await freeBranch(directory, branch) };
}
