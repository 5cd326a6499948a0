import {
  type Ack,
  type Attach,
  type AttachId,
  type AttachmentState,
  type Detached,
  DroverError,
  decodeInputFrame,
  decodeStreamFrame,
  type Host,
  type HostId,
  hasRole,
  type InputFrame,
  type InputResult,
  MAX_ATTACHMENTS_PER_SOCKET,
  MAX_INPUT_AGE_MS,
  MAX_INPUT_BYTES,
  problemOf,
  type Resize,
  type Session,
  type SessionId,
} from '@drover/protocol';
import { type Daemons, hostAway } from './daemons.ts';
import { withDeadline } from './deadline.ts';
import { type Daemon, LinkLost, type Viewer } from './ports.ts';
import { StreamCheck } from './stream-check.ts';

type Attachment = {
  attachId: AttachId;
  sessionId: SessionId;
  hostId: HostId;
  viewer: Viewer;
  stream: StreamCheck;
};

type Parts = {
  daemons: Daemons;
  fleet: { session(sessionId: SessionId): Session; host(hostId: HostId): Host };
  clock: () => number;
  attachDeadlineMs: number;
};

/**
 * Who watches what, and the way of every terminal byte between a viewer and the one daemon that owns its session.
 * Nothing is kept here but the list of attachments.
 */
export class Relay {
  readonly #parts: Parts;
  readonly #attachments = new Map<AttachId, Attachment>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#attachments.size;
  }

  /** Resolves when the daemon has attached the viewer; frames may come before. Throws its refusal. */
  async attach(viewer: Viewer, request: Attach): Promise<void> {
    this.#checkRoom(viewer, request.attachId);
    const host = this.#parts.fleet.host(this.#parts.fleet.session(request.sessionId).hostId);
    const daemon = this.#parts.daemons.of(host);
    const { attachId, sessionId } = request;
    const attachment = { attachId, sessionId, hostId: host.hostId, viewer, stream: new StreamCheck() };
    this.#attachments.set(attachId, attachment);
    try {
      await this.#attachAtDaemon(daemon, viewer, request, host.name);
    } catch (error) {
      if (this.#attachments.get(attachId) === attachment) this.#end(attachment);
      throw error instanceof LinkLost ? hostAway(host) : error;
    }
  }

  detach(viewer: Viewer, attachId: AttachId): void {
    this.#end(this.#ownedBy(viewer, attachId));
  }

  /** Ignored when the attachment has ended meanwhile. Throws `invalid_ack`. */
  ack(viewer: Viewer, ack: Ack): void {
    const attachment = this.#attachments.get(ack.attachId);
    if (!attachment) return;
    if (attachment.viewer !== viewer)
      throw new DroverError('invalid_ack', 'This terminal is not on this page.');
    attachment.stream.acknowledge(ack.consumed);
    this.#daemonOf(attachment)?.tell('ack', ack);
  }

  /** Ignored when the attachment has ended meanwhile. */
  resize(viewer: Viewer, resize: Resize): void {
    const attachment = this.#findOwnedBy(viewer, resize.attachId);
    if (attachment) this.#daemonOf(attachment)?.tell('resize', resize);
  }

  /** Returns whose control it is about. Throws `forbidden`, `not_attached`. */
  control(viewer: Viewer, attachId: AttachId): SessionId {
    expectOperator(viewer);
    const attachment = this.#ownedBy(viewer, attachId);
    this.#daemonOf(attachment)?.tell('control', { attachId });
    return attachment.sessionId;
  }

  /** What a viewer typed. A refusal is told with its number, and thrown; so is a frame that cannot be read. */
  input(viewer: Viewer, message: Uint8Array): void {
    const frame = decodeInputFrame(message);
    try {
      expectOperator(viewer);
      const attachment = this.#ownedBy(viewer, frame.attachId);
      this.#checkInput(frame);
      this.#daemonOf(attachment)?.input(message);
    } catch (error) {
      viewer.tell('input-result', { attachId: frame.attachId, seq: frame.seq, refused: problemOf(error) });
      throw error;
    }
  }

  /**
   * Output on its way to a viewer. A stream that is out of step ends this attachment, so that the viewer attaches
   * again. Throws `forbidden_session` when the attachment is with another host.
   */
  frame(hostId: HostId, message: Uint8Array): void {
    const frame = decodeStreamFrame(message);
    const attachment = this.#findAt(hostId, frame.attachId);
    if (!attachment) return;
    try {
      attachment.stream.accept(frame);
    } catch (error) {
      this.#end(attachment);
      attachment.viewer.tell('detached', { attachId: attachment.attachId, reason: problemOf(error) });
      throw error;
    }
    attachment.viewer.frame(message);
  }

  attachmentState(hostId: HostId, state: AttachmentState): void {
    this.#findAt(hostId, state.attachId)?.viewer.tell('attachment-state', state);
  }

  inputResult(hostId: HostId, result: InputResult): void {
    this.#findAt(hostId, result.attachId)?.viewer.tell('input-result', result);
  }

  /** The daemon ended an attachment. */
  detached(hostId: HostId, message: Detached): void {
    const attachment = this.#findAt(hostId, message.attachId);
    if (!attachment) return;
    this.#attachments.delete(message.attachId);
    attachment.viewer.tell('detached', message);
  }

  viewerLeft(viewer: Viewer): void {
    for (const attachment of this.#of(viewer)) this.#end(attachment);
  }

  hostLeft(hostId: HostId): void {
    const reason = hostAway(this.#parts.fleet.host(hostId)).toProblem();
    for (const { attachId, viewer, ...attachment } of [...this.#attachments.values()]) {
      if (attachment.hostId !== hostId) continue;
      this.#attachments.delete(attachId);
      viewer.tell('detached', { attachId, reason });
    }
  }

  async #attachAtDaemon(daemon: Daemon, viewer: Viewer, request: Attach, hostName: string): Promise<void> {
    const late = () => new DroverError('timeout', `Host \`${hostName}\` did not answer; try again.`);
    const mayControl = hasRole(viewer.role, 'operator');
    const attaching = daemon.attach({ ...request, viewerName: viewer.name, mayControl });
    const answer = await withDeadline(attaching, this.#parts.attachDeadlineMs, late);
    if (!answer.ok) throw new DroverError(answer.error.code, answer.error.message);
  }

  #checkRoom(viewer: Viewer, attachId: AttachId): void {
    if (this.#attachments.has(attachId)) {
      throw new DroverError('attach_exists', 'This attachId is in use; make a new one for each attach.');
    }
    if (this.#of(viewer).length >= MAX_ATTACHMENTS_PER_SOCKET) {
      const limit = `One page may show ${MAX_ATTACHMENTS_PER_SOCKET} terminals`;
      throw new DroverError('too_many_attachments', `${limit}; close one first.`);
    }
  }

  #checkInput(frame: InputFrame): void {
    if (frame.bytes.length > MAX_INPUT_BYTES) {
      throw new DroverError('input_too_large', `Input may have ${MAX_INPUT_BYTES} bytes; send it in pieces.`);
    }
    if (this.#parts.clock() - frame.sentAt > MAX_INPUT_AGE_MS) {
      throw new DroverError('input_stale', 'This was typed too long ago and was not delivered.');
    }
  }

  /** Ends an attachment here and at its daemon. */
  #end(attachment: Attachment): void {
    this.#attachments.delete(attachment.attachId);
    this.#daemonOf(attachment)?.tell('detach', { attachId: attachment.attachId });
  }

  #of(viewer: Viewer): Attachment[] {
    return [...this.#attachments.values()].filter((attachment) => attachment.viewer === viewer);
  }

  #daemonOf(attachment: Attachment): Daemon | undefined {
    return this.#parts.daemons.find(attachment.hostId);
  }

  #findOwnedBy(viewer: Viewer, attachId: AttachId): Attachment | undefined {
    const attachment = this.#attachments.get(attachId);
    return attachment?.viewer === viewer ? attachment : undefined;
  }

  #ownedBy(viewer: Viewer, attachId: AttachId): Attachment {
    const attachment = this.#findOwnedBy(viewer, attachId);
    if (!attachment) throw new DroverError('not_attached', 'This terminal is not attached; attach it first.');
    return attachment;
  }

  /** The attachment, or undefined when it has ended: messages about it may still be on their way. */
  #findAt(hostId: HostId, attachId: AttachId): Attachment | undefined {
    const attachment = this.#attachments.get(attachId);
    if (attachment && attachment.hostId !== hostId) {
      throw new DroverError('forbidden_session', 'This attachment is with a session of another host.');
    }
    return attachment;
  }
}

function expectOperator(viewer: Viewer): void {
  if (hasRole(viewer.role, 'operator')) return;
  throw new DroverError(
    'forbidden',
    'Your role is viewer: you may watch this session, not type into it; that needs the role operator.',
  );
}
