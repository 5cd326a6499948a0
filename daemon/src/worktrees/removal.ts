import { basename } from 'node:path';
import type { RemoveWorktree, Rescue } from '@drover/protocol';
import { dropBranch, dropWorktree } from './check-out.ts';
import { commitOf, repositoryAt, unmergedCommits, worktreesOf } from './repository.ts';
import { asRescue, dropRescue, type StoredRescue } from './rescue.ts';
import { atRisk, expectNone, type Holdings, holdingsOf, saveable, stampOf, unsaveable } from './risks.ts';
import { resolved } from './safe-folders.ts';
import { saveWorktree } from './save.ts';
import type { MadeWorktree, WorktreeStore } from './store.ts';

const SAVE = 'Save its state first, or discard all of it by typing its branch.';
const RESTLESS =
  'Something changes files in this worktree while they are saved; end that first, and try again.';
const END = 'See to that first, or discard all of it by typing its branch.';

/** The end of one worktree that Drover made. */
export class Removal {
  /** Tells repositories apart: only one such thing is done in each at a time. */
  readonly turn: string;
  readonly #path: string;
  readonly #made: MadeWorktree;
  readonly #store: WorktreeStore;
  /** Another checkout of its repository; null when there is none any more. */
  readonly #home: Home | null;

  private constructor(path: string, made: MadeWorktree, store: WorktreeStore, home: Home | null) {
    this.turn = home?.commonDir ?? path;
    this.#path = path;
    this.#made = made;
    this.#store = store;
    this.#home = home;
  }

  static async of(path: string, made: MadeWorktree, store: WorktreeStore): Promise<Removal> {
    return new Removal(path, made, store, await homeOf(path, made));
  }

  /**
   * Throws `worktree_at_risk`, and what `expectUnused` throws: it is asked at the last moment, as to save a worktree
   * takes its time.
   */
  async carryOut(how: RemoveWorktree['how'], expectUnused: () => void): Promise<Rescue | null> {
    if ((await resolved(this.#path)) === null) return this.#forgetMissing();
    const holdings = await this.#holdings();
    if (how.kind === 'discard') {
      this.#expectTyped(how.typed, holdings ? holdings.tree.branch : this.#made.branch);
      expectUnused();
      await this.#takeAway(holdings);
      return null;
    }
    if (this.#home === null || holdings === null) throw atRisk(['files, but no repository any more'], END);
    expectNone(unsaveable(holdings), END);
    const held = saveable(holdings);
    if (how.kind === 'if_clean') expectNone(held, SAVE);
    const rescue = held.length > 0 ? await this.#save(holdings) : null;
    expectUnused();
    await this.#takeAway(holdings);
    return rescue && asRescue(this.#home.root, rescue);
  }

  /** Of a worktree that was made just now, and that nobody else has seen. */
  async takeBack(): Promise<void> {
    const { branch } = this.#made;
    const tip = this.#home && branch ? await commitOf(this.#home.root, `refs/heads/${branch}`) : null;
    await this.#takeAwayWith(tip);
  }

  /** Null when it is no checkout of its repository any more, whatever other one it may lie in. */
  async #holdings(): Promise<Holdings | null> {
    const here = await repositoryAt(this.#path).catch(() => null);
    const isOurs = here?.root === this.#path && here.commonDir === this.#home?.commonDir;
    if (!isOurs) return null;
    return holdingsOf(this.#path, { checkout: this.#made.project, ownBranch: this.#made.branch });
  }

  /** Throws `worktree_at_risk` when it was not the same all the time: what came in between would be lost. */
  async #save(holdings: Holdings): Promise<StoredRescue> {
    const before = await stampOf(this.#path, holdings);
    const rescue = await saveWorktree(this.#path, holdings);
    const now = await this.#holdings();
    if (now && (await stampOf(this.#path, now)) === before) return rescue;
    await dropRescue(this.#path, rescue);
    throw atRisk([], RESTLESS);
  }

  #takeAway(holdings: Holdings | null): Promise<void> {
    const isOwn = holdings !== null && holdings.tree.branch === this.#made.branch;
    return this.#takeAwayWith(isOwn ? holdings.tree.head : null);
  }

  /** `tip`: where its own branch is, when that goes too. */
  async #takeAwayWith(tip: string | null): Promise<void> {
    await this.#store.setAside(this.#path);
    if (this.#home !== null) {
      await dropWorktree(this.#home.root, this.#path);
      await this.#dropBranch(this.#home.root, tip);
    }
    await this.#store.forget(this.#path);
    void this.#store.emptyTrash();
  }

  async #dropBranch(home: string, tip: string | null): Promise<void> {
    const { branch } = this.#made;
    if (branch === null || tip === null) return;
    const isElsewhere = (await worktreesOf(home)).some((entry) => entry.branch === branch);
    if (!isElsewhere) await dropBranch(home, branch, tip);
  }

  /** Its folder is gone: somebody removed it by hand. Its branch goes too, unless it has commits of its own. */
  async #forgetMissing(): Promise<null> {
    const { branch } = this.#made;
    const tip = this.#home && branch ? await commitOf(this.#home.root, `refs/heads/${branch}`) : null;
    const isMerged = this.#home && tip && (await unmergedCommits(this.#home.root, tip, branch)) === 0;
    await this.#takeAwayWith(isMerged ? tip : null);
    return null;
  }

  #expectTyped(typed: string, branch: string | null): void {
    const name = branch ?? basename(this.#path);
    if (typed === name) return;
    const what = branch === null ? "the name of the worktree's folder" : "the worktree's branch";
    throw atRisk([], `To discard all that is in this worktree, type ${what} exactly.`);
  }
}

type Home = { root: string; commonDir: string };

/** Another checkout of the repository that has this worktree. */
async function homeOf(path: string, { project }: MadeWorktree): Promise<Home | null> {
  const known = await entriesAt(path);
  for (const candidate of [project, ...known.map((entry) => entry.path)]) {
    const entries = candidate === path ? [] : await entriesAt(candidate);
    if (entries.some((entry) => entry.path === path)) return repositoryAt(candidate);
  }
  return null;
}

const entriesAt = (directory: string) => worktreesOf(directory).catch(() => []);
