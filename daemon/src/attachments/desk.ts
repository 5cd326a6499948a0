import {
  type Ack,
  type AttachId,
  type AttachToDaemon,
  type Detached,
  DroverError,
  type InputFrame,
  type InputResult,
  MAX_INPUT_BYTES,
  problemOf,
  type Resize,
  STALLED_VIEWER_MS,
  type StreamFrame,
} from '@drover/protocol';
import { Pump } from '../pump.ts';
import type { Session } from '../sessions/session.ts';
import { Attachment } from './attachment.ts';

export type DeskEvents = {
  frame: (frame: StreamFrame) => void;
  inputResult: (result: InputResult) => void;
  detached: (detached: Detached) => void;
};

export type DeskOptions = {
  /** A viewer silent for so long about what it was sent is detached. */
  stalledViewerMs?: number | undefined;
  /** Why nobody may type into any session of this machine; null when somebody may. */
  inputDenial?: DroverError | null;
};

/** Frames sent before other work of the daemon gets its turn. */
const FRAMES_PER_TURN = 8;

/** All attachments of this machine: begins and ends them, and passes on what their viewers say. */
export class AttachmentDesk {
  readonly #find: (sessionId: string) => Session;
  readonly #events: DeskEvents;
  readonly #attached = new Map<AttachId, { attachment: Attachment; session: Session }>();
  readonly #pump = new Pump<Attachment>(FRAMES_PER_TURN, (attachment, error) =>
    this.#drop(attachment.attachId, error),
  );

  readonly #stalledMs: number;
  readonly #inputDenial: DroverError | null;
  #stallCheck: NodeJS.Timeout | undefined;

  /** `find` throws `no_session`. */
  constructor(find: (sessionId: string) => Session, events: DeskEvents, options: DeskOptions = {}) {
    this.#find = find;
    this.#events = events;
    this.#stalledMs = options.stalledViewerMs ?? STALLED_VIEWER_MS;
    this.#inputDenial = options.inputDenial ?? null;
  }

  /** Throws `no_session`, `attach_exists`, `invalid_offset`. */
  attach(request: AttachToDaemon): void {
    const session = this.#find(request.sessionId);
    if (this.#attached.has(request.attachId))
      throw new DroverError('attach_exists', 'This attachment exists already.');
    if (request.from?.epoch === session.epoch && request.from.offset > session.end) {
      throw new DroverError(
        'invalid_offset',
        `The session has printed ${session.end} bytes, not ${request.from.offset}.`,
      );
    }
    const attachment: Attachment = new Attachment(request, session, {
      send: this.#events.frame,
      ready: () => this.#pump.wake(attachment),
      failed: (error) => this.#drop(request.attachId, error),
    });
    this.#attached.set(request.attachId, { attachment, session });
    this.#stallCheck ??= setInterval(() => this.#dropStalled(), this.#stalledMs / 4);
    session.viewers.add(attachment, request.hadControl);
    attachment.begin(request.from);
    this.#pump.wake(attachment);
  }

  detach(attachId: AttachId): void {
    const attached = this.#attached.get(attachId);
    if (!attached) return;
    this.#attached.delete(attachId);
    this.#pump.forget(attached.attachment);
    attached.attachment[Symbol.dispose]();
    attached.session.viewers.remove(attachId);
    if (this.#attached.size > 0) return;
    clearInterval(this.#stallCheck);
    this.#stallCheck = undefined;
  }

  /** The line to the hub went down: nobody is viewing any more. */
  detachAll(): void {
    for (const attachId of [...this.#attached.keys()]) this.detach(attachId);
  }

  acknowledge({ attachId, consumed }: Ack): void {
    const attached = this.#attached.get(attachId);
    if (!attached) return;
    if (attached.attachment.acknowledge(consumed)) this.#pump.wake(attached.attachment);
    else
      this.#drop(
        attachId,
        new DroverError('invalid_ack', 'More was acknowledged than was sent, or less than before.'),
      );
  }

  resize({ attachId, size }: Resize): void {
    this.#attached.get(attachId)?.session.viewers.resize(attachId, size);
  }

  takeControl(attachId: AttachId): void {
    this.#attached.get(attachId)?.session.viewers.takeControl(attachId);
  }

  /** Input of a viewer; its fate is told by `inputResult`. */
  input({ attachId, seq, bytes }: InputFrame): void {
    const attached = this.#attached.get(attachId);
    if (!attached) return;
    const { attachment, session } = attached;
    const tell = (error?: unknown) =>
      this.#events.inputResult({ attachId, seq, refused: error === undefined ? null : problemOf(error) });
    const problem = this.#inputDenial ?? inputProblem(attachment, session, seq, bytes);
    const isRepeated = seq <= attachment.inputSeq;
    // Refused or not, this number is used up: what comes next is judged for itself.
    attachment.inputSeq = Math.max(seq, attachment.inputSeq);
    if (isRepeated || problem) {
      tell(isRepeated ? undefined : problem);
      return;
    }
    session.input(bytes).then(() => tell(), tell);
  }

  /** There is more output of a session, or it is complete. */
  output(session: Session): void {
    for (const attachment of session.viewers.all) this.#pump.wake(attachment);
  }

  #dropStalled(): void {
    const silentTooLong = performance.now() - this.#stalledMs;
    for (const [attachId, { attachment }] of this.#attached) {
      if ((attachment.silentSince ?? Number.POSITIVE_INFINITY) > silentTooLong) continue;
      const words = `This terminal has read nothing for ${this.#stalledMs / 1_000} s; attach it again.`;
      this.#drop(attachId, new DroverError('slow_consumer', words));
    }
  }

  #drop(attachId: AttachId, error: unknown): void {
    this.detach(attachId);
    this.#events.detached({ attachId, reason: problemOf(error) });
  }
}

function inputProblem(
  attachment: Attachment,
  session: Session,
  seq: number,
  bytes: Uint8Array,
): DroverError | undefined {
  if (bytes.length > MAX_INPUT_BYTES) {
    return new DroverError('input_too_large', `Input comes in pieces of at most ${MAX_INPUT_BYTES} bytes.`);
  }
  if (!attachment.mayControl) {
    return new DroverError('forbidden', 'You may watch this session, not type into it.');
  }
  if (!session.viewers.hasControl(attachment.attachId)) {
    return new DroverError('not_controller', 'Another terminal controls this session; take control first.');
  }
  if (seq !== attachment.inputSeq + 1) {
    return new DroverError('input_gap', `Input ${attachment.inputSeq + 1} is missing before input ${seq}.`);
  }
  return undefined;
}
