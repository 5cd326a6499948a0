import {
  type Answer,
  type AttachmentState,
  type Detached,
  DroverError,
  decodeInputFrame,
  encodeStreamFrame,
  type Host,
  type InputFrame,
  type InputResult,
  type Problem,
  type Session,
  type StreamFrame,
} from '@drover/protocol';
import { Listeners } from '../../live/listeners.ts';
import type { Link } from './link.ts';

type Told = {
  host: Host;
  session: Session;
  'attachment-state': AttachmentState;
  'input-result': InputResult;
  detached: Detached;
};

/** Distributes over the kinds of frames, unlike `Omit`. */
type Unaddressed<F> = F extends StreamFrame ? Omit<F, 'attachId'> : never;

export type Sent = { event: string; payload: { attachId: string; [key: string]: unknown } };

/** For tests: a link whose other side is the test. Keeps all that is sent, in order. */
export class ScriptedLink implements Pick<Link, 'state' | 'onState' | 'onFrame' | 'sendFrame' | 'send'> {
  state: Link['state'] = { status: 'online', since: 0, obstacle: null };
  readonly clock = { now: () => 1_000 };
  readonly sent: Sent[] = [];
  /** Refuses requests of these names from now on. */
  readonly refusals = new Map<string, Problem>();
  readonly #states = new Listeners<[Link['state']]>();
  readonly #frames = new Listeners<[Uint8Array]>();
  readonly #messages = new Map<string, Listeners<[never]>>();

  readonly onState = (listener: (state: Link['state']) => void) => this.#states.add(listener);
  readonly onFrame = (listener: (bytes: Uint8Array) => void) => this.#frames.add(listener);

  on(event: string, listener: (payload: never) => void): () => void {
    const listeners = this.#messages.get(event) ?? new Listeners<[never]>();
    this.#messages.set(event, listeners);
    return listeners.add(listener);
  }

  async request(event: string, payload: Sent['payload']): Promise<unknown> {
    this.sent.push({ event, payload });
    const refusal = this.refusals.get(event);
    const answer: Answer<undefined> = refusal
      ? { ok: false, error: refusal }
      : { ok: true, value: undefined };
    if (!answer.ok) throw new DroverError(answer.error.code, answer.error.message);
    return answer.value;
  }

  send(event: string, payload: Sent['payload']): boolean {
    this.sent.push({ event, payload });
    return true;
  }

  sendFrame(bytes: Uint8Array): boolean {
    const { kind, ...payload } = decodeInputFrame(bytes);
    this.sent.push({ event: kind, payload });
    return true;
  }

  /** The id of the last attach. */
  get attachId(): string {
    return this.all('attach').at(-1)?.attachId ?? 'none';
  }

  all(event: string): Sent['payload'][] {
    return this.sent.filter((message) => message.event === event).map(({ payload }) => payload);
  }

  /** What was typed, frame by frame, as text. */
  get typed(): string[] {
    return this.all('input').map((payload) =>
      new TextDecoder().decode((payload as unknown as InputFrame).bytes),
    );
  }

  tell<E extends keyof Told>(event: E, payload: Told[E]): void {
    this.#messages.get(event)?.tell(payload as never);
  }

  /** A frame for the last attach, or for another one. */
  frame(frame: Unaddressed<StreamFrame>, attachId = this.attachId): void {
    this.#frames.tell(encodeStreamFrame({ ...frame, attachId }));
  }

  goTo(status: Link['state']['status']): void {
    this.state = { status, since: 42, obstacle: null };
    this.#states.tell(this.state);
  }
}

/** The link as an attachment takes it; its generic methods are only typed more loosely here. */
export const asLink = (link: ScriptedLink) => link as unknown as Link;
