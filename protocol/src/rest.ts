import { z } from 'zod';
import { Ask, AskAnswer } from './activity.ts';
import { ConversationChoice } from './conversation.ts';
import { Host } from './host.ts';
import { CommandId, HostId, SessionId, Timestamp } from './ids.ts';
import { HostPath } from './path.ts';
import { ProfileName, Session, Size } from './session.ts';
import { displayText, ModelName, Prompt, SessionName, Tags, Task } from './text.ts';
import { WorktreeChoice } from './worktree.ts';

export const SpawnBody = z.strictObject({
  commandId: CommandId,
  hostId: HostId,
  profile: ProfileName,
  projectDir: HostPath,
  /** Opens it beside this session, on the same host and in the same directory. */
  parentId: SessionId.nullable().default(null),
  worktree: WorktreeChoice.default({ kind: 'none' }),
  conversation: ConversationChoice.default({ kind: 'new' }),
  model: ModelName.nullable().default(null),
  task: Task.nullable().default(null),
  prompt: Prompt.nullable().default(null),
  name: SessionName.nullable().default(null),
  tags: Tags.default([]),
  size: Size.optional(),
});
export type SpawnBody = z.input<typeof SpawnBody>;

export const StopBody = z.strictObject({ commandId: CommandId });

/** Takes up the conversation of an ended session again, where it ran. */
export const ResumeBody = z.strictObject({ commandId: CommandId, size: Size.optional() });

/** What is left out stays as it is. */
export const EditSessionBody = z.strictObject({
  task: Task.nullable().optional(),
  name: SessionName.nullable().optional(),
  tags: Tags.optional(),
});
export type EditSessionBody = z.infer<typeof EditSessionBody>;

export const AnswerAskBody = z.strictObject({ askId: Ask.shape.askId, answer: AskAnswer });

/** Query of `/api/hosts/:hostId/projects`. */
export const ProjectsQuery = z.strictObject({
  refresh: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true'),
});

/** Query of `/api/hosts/:hostId/project`. */
export const ProjectQuery = z.strictObject({ path: HostPath });

/** Query of `/api/hosts/:hostId/conversations`. */
export const ConversationsQuery = z.strictObject({ profile: ProfileName, path: HostPath });

/** What a person calls a host: any text that can be shown on one line. */
export const HostName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(64, 'must be at most 64 characters')
  .refine(
    (name) => displayText(name) === name,
    'must not contain control characters or such that turn the direction of text',
  );

/** A token of the caller's own choosing is checked by the hub: `weak_token`, `token_taken`. */
const ChosenToken = z.string().max(512, 'must be at most 512 characters').optional();

export const RegisterHostBody = z.strictObject({ name: HostName, host_token: ChosenToken });
/** `host_token` is there when the hub made it, and shown this once. */
export const RegisteredHost = z.strictObject({ host: Host, host_token: z.string().optional() });
export type RegisteredHost = z.infer<typeof RegisteredHost>;
export const RenameHostBody = z.strictObject({ name: HostName });
export const RotateTokenBody = z.strictObject({ host_token: ChosenToken });

/** What would go with a host. */
export const HostDeletion = z.strictObject({
  running: z.int().nonnegative(),
  ended: z.int().nonnegative(),
  archived: z.int().nonnegative(),
});
export type HostDeletion = z.infer<typeof HostDeletion>;
/** The host's name, typed by who knows what they do. */
export const DeleteHostBody = z.strictObject({ name: z.string().max(256) });

export const DEPLOYMENT_KINDS = ['podman', 'compose', 'quadlet', 'systemd'] as const;
export const DeploymentKind = z.enum(DEPLOYMENT_KINDS);
export type DeploymentKind = z.infer<typeof DeploymentKind>;

/** Query of `/api/hosts/:hostId/deployment`. */
export const DeploymentQuery = z.strictObject({
  kind: DeploymentKind,
  /** Names between commas; all that come with Drover when left out. */
  profiles: z
    .string()
    .max(1_024)
    .transform((names) => names.split(','))
    .pipe(z.array(ProfileName))
    .optional(),
  /** Where its sessions may start: absolute, or `~/…` of the person who runs the daemon. */
  root: HostPath.default('~/projects'),
  /** Whether podman runs as root there. */
  rootful: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .default(false),
});
export type DeploymentQuery = z.infer<typeof DeploymentQuery>;

/** How a daemon is brought onto a machine: what to do, in order. */
export const Deployment = z.strictObject({
  steps: z.array(
    z.strictObject({
      title: z.string(),
      explanation: z.string(),
      /** Name of the file that `text` is, or null for lines to be typed into a shell. */
      file: z.string().nullable(),
      /** `HOST_TOKEN_PLACEHOLDER` stands where the host's token belongs. */
      text: z.string(),
    }),
  ),
});
export type Deployment = z.infer<typeof Deployment>;
export const HOST_TOKEN_PLACEHOLDER = '<the token of this host>';

export const HostList = z.strictObject({ hosts: z.array(Host) });
export const SessionList = z.strictObject({ sessions: z.array(Session) });

export const Health = z.strictObject({ status: z.literal('ok') });
export const Ready = z.strictObject({ ready: z.boolean(), problems: z.array(z.string()) });
export const Version = z.strictObject({ version: z.string(), protocol: z.int() });

/** The hub's own state, for admins. */
export const HubStatus = z.strictObject({
  version: z.string(),
  protocol: z.int(),
  startedAt: Timestamp,
  url: z.string(),
  databaseBytes: z.int(),
  diskFreeBytes: z.int(),
  /** Null when there is none. */
  lastBackupAt: Timestamp.nullable(),
  release: z.strictObject({
    /** Whether the hub looks for newer releases. */
    checked: z.boolean(),
    newest: z.strictObject({ version: z.string(), url: z.string() }).nullable(),
  }),
});
export type HubStatus = z.infer<typeof HubStatus>;
