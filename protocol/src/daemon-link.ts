import { z } from 'zod';
import { ActivityReported } from './activity.ts';
import { ConversationList } from './conversation.ts';
import { answer, Done, Problem } from './errors.ts';
import { Changes } from './git.ts';
import { HostFacts, HostLoad, ProjectList } from './host.ts';
import { AttachId, Epoch, HostId, Offset, Timestamp } from './ids.ts';
import { MAX_PICTURES_PER_MESSAGE } from './limits.ts';
import { Picture } from './picture.ts';
import { ProcessUse } from './programs.ts';
import { SessionFacts, Size } from './session.ts';
import { ProjectDetails, RemovedWorktree, RestoredWorktree, WorktreeList } from './worktree.ts';

/** Socket.IO namespace of the daemons. Terminal bytes travel beside these messages as frames (`frames.ts`). */
export const DAEMON_NAMESPACE = '/daemon';

/** `auth` of the Socket.IO handshake. */
export const DaemonAuth = z.strictObject({ token: z.string().min(16).max(512) });
export type DaemonAuth = z.infer<typeof DaemonAuth>;

/** The first message of a daemon on every connection: all that it has. The hub reconciles with it. */
export const Hello = z.strictObject({
  protocol: z.int(),
  /** Random, new at each start of the daemon program. */
  instanceId: z.uuid(),
  /** The daemon's clock. */
  time: Timestamp,
  facts: HostFacts,
  sessions: z.array(SessionFacts).max(5_000),
});
export type Hello = z.infer<typeof Hello>;

export const Welcome = answer(
  z.strictObject({ hostId: HostId, hubTime: Timestamp, picturesWanted: z.boolean() }),
);
export type Welcome = z.infer<typeof Welcome>;

/** A position in a session's output. */
export const Position = z.strictObject({ epoch: Epoch, offset: Offset });
export type Position = z.infer<typeof Position>;

/** What an attached terminal must know beside the bytes. */
export const AttachmentState = z.strictObject({
  attachId: AttachId,
  /** Whether this terminal's typing and size are the ones that count. */
  controller: z.boolean(),
  /** Who has control, for the others; null when nobody has. */
  controllerName: z.string().max(64).nullable(),
  viewers: z.int().nonnegative(),
});
export type AttachmentState = z.infer<typeof AttachmentState>;

/** The fate of numbered input: all up to `seq` written to the PTY, or `seq` refused. */
export const InputResult = z.strictObject({
  attachId: AttachId,
  seq: z.int().nonnegative(),
  refused: Problem.nullable(),
});
export type InputResult = z.infer<typeof InputResult>;

/** An attachment ended from the other side. */
export const Detached = z.strictObject({ attachId: AttachId, reason: Problem });
export type Detached = z.infer<typeof Detached>;

/** Messages from daemon to hub, by event name. `hello` is acknowledged with `Welcome`. */
export const daemonToHub = {
  hello: Hello,
  /** Facts of one session changed. */
  session: SessionFacts,
  /** Facts of the host changed. */
  host: HostFacts,
  /** How the machine does; every few seconds. */
  load: HostLoad,
  /** What the processes of its running sessions use; every few seconds. */
  processes: z.array(ProcessUse).max(1_000),
  /** Screens that changed since they were last told; only while the hub wants them. */
  pictures: z.array(Picture).max(MAX_PICTURES_PER_MESSAGE),
  'attachment-state': AttachmentState,
  'input-result': InputResult,
  detached: Detached,
} as const;

export const AttachToDaemon = z.strictObject({
  attachId: AttachId,
  sessionId: SessionFacts.shape.sessionId,
  viewerName: z.string().max(64),
  /** Size of the viewer's window: the session's, should it get control. */
  size: Size,
  /** What the viewer has already; null for nothing. */
  from: Position.nullable(),
  /** Whether it had control when its line went down; it gets it back unless somebody took it on purpose. */
  hadControl: z.boolean().default(false),
  /** False for one that only watches: it never gets control, and its input and sizes are refused with `forbidden`. */
  mayControl: z.boolean(),
});
export type AttachToDaemon = z.infer<typeof AttachToDaemon>;

/** Payload bytes of `data` and `snapshot` frames that the viewer's terminal has parsed, counted from the attach. */
export const Ack = z.strictObject({ attachId: AttachId, consumed: z.int().nonnegative() });
export type Ack = z.infer<typeof Ack>;

export const Resize = z.strictObject({ attachId: AttachId, size: Size });
export type Resize = z.infer<typeof Resize>;

export const AttachRef = z.strictObject({ attachId: AttachId });
export type AttachRef = z.infer<typeof AttachRef>;

/** Messages from hub to daemon, by event name; `command` and `attach` are acknowledged. See `commands.ts`. */
export const hubToDaemon = {
  attach: AttachToDaemon,
  detach: AttachRef,
  ack: Ack,
  resize: Resize,
  /** Give this attachment control. */
  control: AttachRef,
  /** Whether anybody looks at pictures. Wanted, also when they were before, all are told once, then what changes. */
  pictures: z.strictObject({ wanted: z.boolean() }),
  /** This session is not this host's: stop telling about it. */
  forget: z.strictObject({ sessionId: SessionFacts.shape.sessionId }),
  /** The hub is about to close this connection, and why. */
  refused: Problem,
} as const;

export const AttachAnswer = Done;
export const SpawnAnswer = answer(SessionFacts);
export const StopAnswer = answer(SessionFacts);
export const ListProjectsAnswer = answer(ProjectList);
export const InspectProjectAnswer = answer(ProjectDetails);
export const ListConversationsAnswer = answer(ConversationList);
export const ListWorktreesAnswer = answer(WorktreeList);
export const RemoveWorktreeAnswer = answer(RemovedWorktree);
export const RestoreWorktreeAnswer = answer(RestoredWorktree);
export const ReadChangesAnswer = answer(Changes);
export const AnswerAskAnswer = Done;
export const ReportActivityAnswer = answer(ActivityReported);
