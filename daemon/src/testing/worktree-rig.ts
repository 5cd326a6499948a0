import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RemoveWorktree, Worktree } from '@drover/protocol';
import { pino } from 'pino';
import type { WorktreeWish } from '../spawn/workplace.ts';
import { Worktrees } from '../worktrees/index.ts';

/** A project with one commit, and the worktrees of a daemon, in temporary folders: real git, no sessions. */
export class WorktreeRig {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'drover-worktrees-')));
  readonly root = join(this.#folder, 'projects');
  readonly project = join(this.root, 'shop');
  readonly stateDir = join(this.#folder, 'state');
  /** Sessions as the daemon would have them. */
  readonly running: { sessionId: string; directory: string }[] = [];
  readonly starting = new Set<string>();
  readonly worktrees: Worktrees;

  constructor() {
    mkdirSync(this.project, { recursive: true });
    this.worktrees = new Worktrees({
      stateDir: this.stateDir,
      roots: [this.root],
      projects: async () => readdirSync(this.root).map((name) => join(this.root, name)),
      resolveProject: async (path) => realpathSync(path),
      sessions: { running: () => this.running, isStarting: (sessionId) => this.starting.has(sessionId) },
      log: pino({ level: 'silent' }),
    });
    this.git('init', '--quiet', '--initial-branch=main');
    this.write('README', 'hello\n');
    this.write('src/shop.ts', 'export const open = true;\n');
    this.write('.gitignore', '.env\nnode_modules/\n*.local\n');
    this.commit('First');
  }

  git = (...args: string[]): string => this.gitIn(this.project, ...args);

  gitIn(directory: string, ...args: string[]): string {
    const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@localhost', '-c', 'protocol.file.allow=always'];
    return execFileSync('git', ['-C', directory, ...who, ...args], { stdio: 'pipe' })
      .toString()
      .trim();
  }

  write(path: string, content: string | Buffer, directory = this.project): void {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  commit(subject: string, directory = this.project): void {
    this.gitIn(directory, 'add', '--all');
    this.gitIn(directory, 'commit', '--quiet', '-m', subject);
  }

  create(wish: Partial<WorktreeWish> = {}) {
    const nothing = { branch: null, base: null, setup: null, task: null };
    return this.worktrees.create({ ...nothing, project: this.project, sessionId: randomUUID(), ...wish });
  }

  /** Makes a worktree and answers its path. */
  async add(wish: Partial<WorktreeWish> = {}): Promise<string> {
    return (await this.create(wish)).worktree?.path ?? '';
  }

  remove = (path: string, how: RemoveWorktree['how'] = { kind: 'if_clean' }) =>
    this.worktrees.remove({ path, how });

  async find(path: string): Promise<Worktree | undefined> {
    return (await this.worktrees.list()).worktrees.find((worktree) => worktree.path === path);
  }

  /** Of Drover's worktrees: their folders, and beside each its record. */
  get folders(): string[] {
    return readdirSync(join(this.stateDir, 'worktrees')).filter((name) => /^[a-z]/.test(name));
  }

  get branches(): string[] {
    return this.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** All of a folder but `.git`: bytes, permissions, links. Each character of a name stands for a byte. */
export function contentOf(folder: string, below: Buffer = Buffer.alloc(0)): Record<string, string> {
  const content: Record<string, string> = {};
  const at = Buffer.concat([Buffer.from(`${folder}/`), below]);
  for (const entry of readdirSync(at, { withFileTypes: true, encoding: 'buffer' })) {
    const name = Buffer.concat([below, entry.name]);
    const path = Buffer.concat([Buffer.from(`${folder}/`), name]);
    if (name.toString() === '.git') continue;
    if (entry.isDirectory())
      Object.assign(content, contentOf(folder, Buffer.concat([name, Buffer.from('/')])));
    else {
      const bytes = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path).toString('base64');
      content[name.toString('latin1')] = `${lstatSync(path).mode.toString(8)} ${bytes}`;
    }
  }
  return content;
}
