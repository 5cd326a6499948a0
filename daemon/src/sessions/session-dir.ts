import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConversationId,
  DroverError,
  HostPath,
  ModelName,
  ProfileName,
  SessionId,
  SessionReason,
  SessionWorktree,
  Size,
  Task,
  Timestamp,
} from '@drover/protocol';
import { z } from 'zod';
import { GroupDirs } from '../limits/index.ts';
import { replaceFileSync } from '../replace-file.ts';
import { findRing } from '../spool/files.ts';
import { EXIT_FILE, removeRing, rescueRing } from '../spool/ring.ts';
import { UsageError } from '../start-error.ts';

/**
 * What the daemon writes down of a session: before anything runs, when it is stopped, and if it could not run or was
 * lost. Its own format, apart from the messages: files of earlier versions are read, and unknown fields passed over.
 */
export const SessionRecord = z.object({
  sessionId: SessionId,
  profile: ProfileName,
  /** The project that it is for. */
  projectDir: HostPath,
  /** Where it runs, when that is not `projectDir` itself. */
  directory: HostPath.nullable().default(null),
  worktree: SessionWorktree.nullable().default(null),
  parentId: SessionId.nullable().default(null),
  model: ModelName.nullable().default(null),
  conversationId: ConversationId.nullable().default(null),
  notice: z.string().nullable().default(null),
  /** The head of its repository when it began: its changes are those since then. */
  baseCommit: z.string().nullable().default(null),
  /** Its name at the daemon's door, which nobody else can guess. */
  signalsToken: z.string().nullable().default(null),
  task: Task.nullable(),
  size: Size,
  createdAt: Timestamp,
  /** Of the machine, so that a session from before a reboot is known as one. */
  bootId: z.string(),
  /** Of its process 1, so that a session from before a restart of the container is known as one. */
  initStart: z.int().nullable().default(null),
  /** Whether a person asked for its end. */
  stopped: z.boolean().default(false),
  /** The control group of its agent; null when it has none. */
  group: GroupDirs.nullable().default(null),
  /** Set when the session ended without an exit of its own. */
  ended: z
    .strictObject({ status: z.enum(['failed', 'lost', 'exited']), reason: SessionReason, at: Timestamp })
    .nullable(),
});
export type SessionRecord = z.infer<typeof SessionRecord>;

/** Of a session in the project itself, of which nothing else was asked for. */
export const PLAIN_RECORD = {
  directory: null,
  worktree: null,
  parentId: null,
  model: null,
  conversationId: null,
  notice: null,
  baseCommit: null,
  signalsToken: null,
} satisfies Partial<SessionRecord>;

/** What a holder writes of itself when it listens. */
const HolderFile = z.object({ epoch: z.string(), holderPid: z.int(), agentPid: z.int() });
export type HolderFile = z.infer<typeof HolderFile>;

const ExitFile = z.object({
  end: z.int(),
  code: z.int().nullable(),
  signal: z.int().nullable(),
  endedAt: z.number(),
  /** How many of its processes the kernel killed for want of memory. */
  oomKills: z.int().default(0),
});
export type ExitFile = z.infer<typeof ExitFile>;

/** What a disk says that takes no more. */
const FULL = new Set<unknown>(['ENOSPC', 'EDQUOT']);

/** Longest path that a Unix socket may have (Linux `sun_path`, less the final zero). */
const MAX_SOCKET_PATH = 107;

/** Of a session's id; enough to tell apart what one machine ever runs, as paths of sockets must be short. */
const SOCKET_NAME_LENGTH = 13;

/** The daemon's folder on disk. */
export class StateDir {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    for (const dir of [path, this.#sessions, this.#sockets]) mkdirSync(dir, { recursive: true, mode: 0o700 });
    const longest = this.session('00000000-0000-4000-8000-000000000000').socketPath;
    if (Buffer.byteLength(longest) > MAX_SOCKET_PATH) {
      const excess = Buffer.byteLength(longest) - MAX_SOCKET_PATH;
      throw new UsageError(
        `The state folder's path is ${excess} bytes too long for Unix sockets: ${path}. Choose a shorter one.`,
      );
    }
  }

  session(sessionId: string): SessionDir {
    return new SessionDir(
      join(this.#sessions, sessionId),
      join(this.#sockets, sessionId.slice(0, SOCKET_NAME_LENGTH)),
    );
  }

  list(): SessionId[] {
    return readdirSync(this.#sessions).filter((name) => SessionId.safeParse(name).success);
  }

  get #sessions(): string {
    return join(this.path, 'sessions');
  }

  get #sockets(): string {
    return join(this.path, 'run');
  }
}

/** One session's folder: `session.json`, `holder.json`, `exit.json`, `screen`, `holder.log`, the
 * spool, and what else is named here. */
export class SessionDir {
  readonly path: string;
  readonly socketPath: string;

  constructor(path: string, socketPath: string) {
    this.path = path;
    this.socketPath = socketPath;
  }

  get spool(): string {
    return join(this.path, 'spool');
  }

  get screenFile(): string {
    return join(this.path, 'screen');
  }

  /** Files that its tool reads, written for this session alone. */
  get filesDir(): string {
    return join(this.path, 'files');
  }

  /** The profile that it was started with. */
  get profileFile(): string {
    return join(this.path, 'profile.json');
  }

  /** Where its changes are kept once it has ended. */
  get changesFile(): string {
    return join(this.path, 'changes.json');
  }

  get log(): string {
    return join(this.path, 'holder.log');
  }

  /** A holder that was killed leaves its socket behind. */
  removeSocket(): void {
    rmSync(this.socketPath, { force: true });
  }

  remove(): void {
    removeRing(this.spool);
    rmSync(this.path, { recursive: true, force: true });
    this.removeSocket();
  }

  /** Brings what memory holds of the output to the disk, if it has room by now. */
  rescueRing(): void {
    try {
      rescueRing(this.spool);
    } catch {
      // Still full. It stays in memory.
    }
  }

  /** The record before stays when this one cannot be written. Throws `storage_full`. */
  write(record: SessionRecord): void {
    const file = join(this.path, 'session.json');
    const isFirst = !existsSync(file);
    try {
      mkdirSync(this.path, { recursive: true, mode: 0o700 });
      replaceFileSync(file, JSON.stringify(record));
    } catch (error) {
      if (isFirst) rmSync(this.path, { recursive: true, force: true });
      throw explainFullDisk(error);
    }
  }

  /** Undefined when it cannot be read. */
  read(): SessionRecord | undefined {
    return SessionRecord.safeParse(this.#json('session.json')).data;
  }

  /** When the folder was made, in milliseconds since 1970. */
  get madeAt(): number {
    return Math.floor(statSync(this.path).birthtimeMs);
  }

  holder(): HolderFile | undefined {
    return HolderFile.safeParse(this.#json('holder.json')).data;
  }

  exit(): ExitFile | undefined {
    return ExitFile.safeParse(this.#json(EXIT_FILE) ?? this.#jsonInRing()).data;
  }

  #json(name: string): unknown {
    return readJson(join(this.path, name));
  }

  /** The exit that a full disk did not take. */
  #jsonInRing(): unknown {
    const ring = findRing(this.spool);
    return ring && readJson(join(ring, EXIT_FILE));
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function explainFullDisk(error: unknown): unknown {
  const isFull = error instanceof Error && 'code' in error && FULL.has(error.code);
  return isFull
    ? new DroverError('storage_full', "The disk of the host's sessions is full; free some space.")
    : error;
}
