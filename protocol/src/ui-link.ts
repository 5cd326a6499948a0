import { z } from 'zod';
import {
  Ack,
  AttachmentState,
  AttachRef,
  AttachToDaemon,
  Detached,
  InputResult,
  Resize,
} from './daemon-link.ts';
import { Host } from './host.ts';
import { HostId, SessionId, Timestamp } from './ids.ts';
import { User } from './people.ts';
import { Picture } from './picture.ts';
import { ProcessUse } from './programs.ts';
import { Session } from './session.ts';

/** Socket.IO namespace of the dashboards. Terminal bytes travel beside these messages as frames (`frames.ts`). */
export const UI_NAMESPACE = '/ui';

export const Attach = AttachToDaemon.omit({ viewerName: true, mayControl: true });
export type Attach = z.infer<typeof Attach>;

/** `auth` of the Socket.IO handshake. Page and hub must be of one protocol: a page that is not is told to reload. */
export const UiAuth = z.object({
  protocol: z.int(),
  /** The API token of a program, which comes without an Origin and without a cookie. */
  token: z.string().max(128).optional(),
});
export type UiAuth = z.infer<typeof UiAuth>;

/** Messages from dashboard to hub, by event name. Each is acknowledged with an `Answer`, except `ack` and `resize`. */
export const uiToHub = {
  /** Show a session in a terminal. Frames with its `attachId` follow: `resume` or `reset` first. */
  attach: Attach,
  detach: AttachRef,
  ack: Ack,
  resize: Resize,
  control: AttachRef,
  /** Whether this page shows pictures of sessions now. */
  pictures: z.strictObject({ wanted: z.boolean() }),
} as const;

/** What concerns the whole hub. */
export const HubState = z.strictObject({
  /** Its disk takes nothing: what changes now is shown, and not kept. */
  storageFull: z.boolean(),
  /** A newer Drover, if the hub looked for one and found it. */
  release: z.strictObject({ version: z.string().max(64), url: z.string().max(2_000) }).nullable(),
});
export type HubState = z.infer<typeof HubState>;

/** All that the fleet page shows; sent on each connect, then kept current by the single messages. */
export const Fleet = z.strictObject({
  hubTime: Timestamp,
  version: z.string(),
  /** Who watches, and what they may do. */
  me: User,
  hub: HubState,
  hosts: z.array(Host),
  sessions: z.array(Session),
});
export type Fleet = z.infer<typeof Fleet>;

/** Messages from hub to dashboard, by event name. */
export const hubToUi = {
  fleet: Fleet,
  hub: HubState,
  host: Host,
  /** A host was deleted, with its sessions. */
  'host-gone': z.strictObject({ hostId: HostId }),
  session: Session,
  /** A session left the fleet: it was archived. */
  'session-gone': z.strictObject({ sessionId: SessionId }),
  /** What the processes of sessions use. One that is not told of any more does not run any more. */
  processes: z.array(ProcessUse),
  pictures: z.array(Picture),
  'attachment-state': AttachmentState,
  'input-result': InputResult,
  detached: Detached,
} as const;
