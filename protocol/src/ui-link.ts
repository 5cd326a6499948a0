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
import { SessionId, Timestamp } from './ids.ts';
import { Picture } from './picture.ts';
import { Session } from './session.ts';

/** Socket.IO namespace of the dashboards. Terminal bytes travel beside these messages as frames (`frames.ts`). */
export const UI_NAMESPACE = '/ui';

export const Attach = AttachToDaemon.omit({ viewerName: true });
export type Attach = z.infer<typeof Attach>;

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

/** All that the fleet page shows; sent on each connect, then kept current by the single messages. */
export const Fleet = z.strictObject({
  hubTime: Timestamp,
  version: z.string(),
  hosts: z.array(Host),
  sessions: z.array(Session),
});
export type Fleet = z.infer<typeof Fleet>;

/** Messages from hub to dashboard, by event name. */
export const hubToUi = {
  fleet: Fleet,
  host: Host,
  session: Session,
  /** A session left the fleet: it was archived. */
  'session-gone': z.strictObject({ sessionId: SessionId }),
  pictures: z.array(Picture),
  'attachment-state': AttachmentState,
  'input-result': InputResult,
  detached: Detached,
} as const;
