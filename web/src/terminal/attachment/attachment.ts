import {
  type AttachmentState,
  type Detached,
  decodeStreamFrame,
  type Host,
  type HostId,
  type InputResult,
  type Position,
  type Problem,
  problemOf,
  type Session,
  type SessionId,
  type Size,
  type StreamFrame,
} from '@drover/protocol';
import { Listeners } from '../../live/listeners.ts';
import { type AttachmentView, initialView, NO_CONTROL } from './attachment-view.ts';
import type { InputKind } from './input-queue.ts';
import type { Link } from './link.ts';
import { type Phase, phaseAfter, waitsForHost } from './phase.ts';
import type { ScreenSink } from './screen-sink.ts';
import { Stay } from './stay.ts';
import { StreamPosition } from './stream-position.ts';
import { addUndelivered, NOTHING_UNDELIVERED, type Undelivered } from './undelivered.ts';
import { WindowSize } from './window-size.ts';

export type AttachmentOptions = {
  link: Link;
  sessionId: SessionId;
  hostId: HostId;
  sink: ScreenSink;
  /** What fits this viewer's window. */
  windowSize: Size;
};

/** Waits before attaching again, by how often it failed in a row. */
const RETRY_MS = [0, 500, 2_000, 5_000] as const;

/** What ends a wait is told as an event: the host is back, the session runs. This covers one that came too early. */
const SLOW_RETRY_MS = 5_000;

/** After this long without a fault, the next one is a first one. */
const STEADY_MS = 10_000;

/**
 * One terminal's view of one session, without the terminal. It attaches whenever hub and host can be reached, saying
 * how far the terminal is, and passes on exactly the bytes that follow. What is typed goes out only while it is live;
 * otherwise it is counted as undelivered and never sent later.
 */
export class Attachment {
  readonly #link: Link;
  readonly #sessionId: SessionId;
  readonly #hostId: HostId;
  readonly #sink: ScreenSink;
  readonly #position = new StreamPosition();
  readonly #window: WindowSize;
  readonly #changed = new Listeners<[]>();
  readonly #stops: (() => void)[];
  #view = initialView();
  #stay: Stay | null = null;
  /** Of the last stay: the other side gives it back after the line was down. */
  #hadControl = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor({ link, sessionId, hostId, sink, windowSize }: AttachmentOptions) {
    this.#link = link;
    this.#sessionId = sessionId;
    this.#hostId = hostId;
    this.#sink = sink;
    this.#window = new WindowSize(windowSize, (size) => this.#askForSize(size));
    this.#stops = [
      link.onState(() => this.#linkChanged()),
      link.onFrame((bytes) => this.#received(bytes)),
      link.on('host', (host) => this.#hostChanged(host)),
      link.on('session', (session) => this.#sessionChanged(session)),
      link.on('attachment-state', (state) => this.#stateTold(state)),
      link.on('input-result', (result) => this.#inputAnswered(result)),
      link.on('detached', (detached) => this.#detachedByOther(detached)),
    ];
    this.#linkChanged();
  }

  get view(): AttachmentView {
    return this.#view;
  }

  /** How far the terminal has been given the session's output; null while it holds none of it. */
  get position(): Position | null {
    return this.#position.position;
  }

  subscribe = (listener: () => void): (() => void) => this.#changed.add(listener);

  /** Sends what a person typed or pasted. Without control, it asks for it first. */
  type(bytes: Uint8Array, kind: InputKind = 'keystroke'): void {
    const { phase, control } = this.#view;
    if (phase.kind === 'ended' || phase.kind === 'refused' || bytes.length === 0) return;
    const stay = this.#stay;
    if (phase.kind !== 'live' || !stay) {
      this.#addUndelivered(undeliveredAct(kind));
      return;
    }
    if (!control.mine && !stay.controlAsked) {
      this.takeControl().catch((error: unknown) => this.#inputRefused(stay, 0, problemOf(error)));
    }
    this.#addUndelivered(stay.send(kind, bytes));
  }

  /** Sends what the terminal says of mouse and focus: of interest only from the viewer in control, and only now. */
  report(bytes: Uint8Array): void {
    if (this.#controls()) this.type(bytes, 'report');
  }

  /** Rejects with what the host or hub says against it. */
  async takeControl(): Promise<void> {
    const stay = this.#stay;
    if (!stay) return;
    stay.controlAsked = true;
    try {
      await this.#link.request('control', { attachId: stay.attachId });
    } catch (error) {
      stay.controlAsked = false;
      throw error;
    }
  }

  /** Tells what fits the window now; the session follows while this viewer has control. */
  setWindowSize(size: Size): void {
    this.#window.set(size);
    if (this.#controls()) this.#window.request(() => this.#view.size);
  }

  forgetUndelivered(): void {
    this.#show({ undelivered: NOTHING_UNDELIVERED });
  }

  forgetTruncation(): void {
    this.#show({ truncation: null });
  }

  forgetTaking(): void {
    this.#show({ takenBy: null });
  }

  /** Ends the viewing; the session goes on. */
  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#leave();
  }

  #linkChanged(): void {
    const { status, since } = this.#link.state;
    if (this.#view.phase.kind === 'ended') return;
    if (status === 'online') this.#attach();
    else this.#end(status === 'offline' ? { kind: 'detached', since } : { kind: 'attaching' });
  }

  #hostChanged(host: Host): void {
    if (host.hostId !== this.#hostId) return;
    const { phase } = this.#view;
    if (host.online && waitsForHost(phase)) this.#attach();
    if (!host.online && (phase.kind === 'live' || phase.kind === 'attaching')) {
      this.#end({ kind: 'waiting-for-host', since: Date.now() });
      this.#attachLater(SLOW_RETRY_MS);
    }
  }

  /** A session that was refused because its host had not yet started it can be shown once it runs. */
  #sessionChanged(session: Session): void {
    if (session.sessionId !== this.#sessionId || this.#view.phase.kind !== 'refused') return;
    if (session.status === 'running') this.#attach();
  }

  #attach(): void {
    this.#leave();
    this.#position.begin();
    const stay = new Stay(this.#link);
    this.#stay = stay;
    // What was in the way is said until it is out of the way.
    const { kind } = this.#view.phase;
    if (kind !== 'waiting-for-host' && kind !== 'refused') this.#show({ phase: { kind: 'attaching' } });
    const asked = {
      attachId: stay.attachId,
      sessionId: this.#sessionId,
      size: this.#window.current,
      from: this.position,
      hadControl: this.#hadControl,
    };
    this.#link.request('attach', asked).catch((error: unknown) => {
      if (stay === this.#stay) this.#failed(problemOf(error));
    });
  }

  #failed(problem: Problem): void {
    const after = phaseAfter(problem);
    const waitsAlready = after.kind === this.#view.phase.kind && after.kind === 'waiting-for-host';
    if (after.kind === 'attaching') {
      this.#attachAgain();
      return;
    }
    this.#end(waitsAlready ? this.#view.phase : after);
    if (after.kind === 'waiting-for-host' || problem.code === 'no_session') this.#attachLater(SLOW_RETRY_MS);
  }

  #attachAgain(): void {
    this.#end({ kind: 'attaching' });
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0;
    this.#failures += 1;
    if (wait === 0) this.#attach();
    else this.#attachLater(wait);
  }

  #attachLater(ms: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#link.state.status === 'online' && this.#attach(), ms);
  }

  #leave(): void {
    clearTimeout(this.#retry);
    this.#window.forgetAsked();
    const stay = this.#stay;
    this.#stay = null;
    if (stay) this.#addUndelivered(stay.end());
  }

  #end(phase: Phase): void {
    this.#leave();
    this.#show({ phase, control: NO_CONTROL });
  }

  #received(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    const stay = this.#stay;
    if (!stay || frame?.attachId !== stay.attachId) return;
    const before = this.position;
    if (!this.#follows(frame)) {
      this.#attachAgain();
      return;
    }
    if (Date.now() - stay.since > STEADY_MS) this.#failures = 0;
    this.#put(frame, stay, before);
    if (this.#stay && this.#position.current && this.#view.phase.kind !== 'live') this.#wentLive();
  }

  #follows(frame: StreamFrame): boolean {
    try {
      this.#position.follow(frame);
      return true;
    } catch {
      if (frame.kind === 'resume') this.#position.forget();
      return false;
    }
  }

  #put(frame: StreamFrame, stay: Stay, before: Position | null): void {
    switch (frame.kind) {
      case 'data':
      case 'snapshot':
        this.#sink.write(frame.bytes, stay.expectParsed(frame.bytes.length));
        break;
      case 'reset':
        this.#sink.clear(frame.size);
        this.#show({ size: frame.size, truncation: truncationOf(frame, before) });
        break;
      case 'size':
        this.#sink.resize(frame.size);
        this.#show({ size: frame.size });
        break;
      case 'end':
        this.#end({ kind: 'ended' });
        break;
      case 'resume':
        break;
    }
  }

  #wentLive(): void {
    this.#show({ phase: { kind: 'live' } });
    if (this.#controls()) this.#window.requestNow(this.#view.size);
  }

  #stateTold({ attachId, controller, controllerName, viewers }: AttachmentState): void {
    const stay = this.#stay;
    if (!stay || attachId !== stay.attachId) return;
    const wasMine = this.#view.control.mine;
    if (controller || wasMine) stay.controlAsked = false;
    if (!controller) this.#window.forgetAsked();
    // Kept while others look on, and gone once control is back.
    const takenBy = this.#hadControl ? controllerName : this.#view.takenBy;
    this.#hadControl = controller;
    this.#show({
      control: { mine: controller, name: controllerName, viewers },
      takenBy: controller ? null : takenBy,
    });
    if (!wasMine && this.#controls()) this.#window.requestNow(this.#view.size);
  }

  #inputAnswered({ attachId, seq, refused }: InputResult): void {
    const stay = this.#stay;
    if (!stay || attachId !== stay.attachId) return;
    if (refused) this.#inputRefused(stay, seq, refused);
    else stay.inputWritten(seq);
  }

  /** Which numbers count after a refusal is the other side's to know; a new attachment numbers from 1 again. */
  #inputRefused(stay: Stay, seq: number, problem: Problem): void {
    if (stay !== this.#stay || !stay.owesInput) return;
    this.#addUndelivered(stay.inputRefused(seq, problem.message));
    this.#attach();
  }

  #detachedByOther({ attachId, reason }: Detached): void {
    if (attachId === this.#stay?.attachId) this.#failed(reason);
  }

  #controls(): boolean {
    return this.#view.phase.kind === 'live' && this.#view.control.mine;
  }

  #askForSize(size: Size): void {
    if (this.#stay && this.#controls()) this.#link.send('resize', { attachId: this.#stay.attachId, size });
  }

  #addUndelivered(lost: Undelivered): void {
    if (lost.keystrokes + lost.pastes === 0) return;
    this.#show({ undelivered: addUndelivered(this.#view.undelivered, lost) });
  }

  #show(change: Partial<AttachmentView>): void {
    this.#view = { ...this.#view, ...change };
    this.#changed.tell();
  }
}

const undeliveredAct = (kind: InputKind): Undelivered => ({
  ...NOTHING_UNDELIVERED,
  ...(kind === 'paste' ? { pastes: 1 } : { keystrokes: 1 }),
});

function readFrame(bytes: Uint8Array): StreamFrame | null {
  try {
    return decodeStreamFrame(bytes);
  } catch (error) {
    console.error('Got a frame that this page cannot read.', error);
    return null;
  }
}

/** Null when the terminal will hold all that there was, but for what a snapshot leaves out of what was merely far. */
function truncationOf(reset: Extract<StreamFrame, { kind: 'reset' }>, before: Position | null) {
  const { reason, floor, offset, epoch } = reset;
  const skipped = before?.epoch === epoch ? offset - before.offset : 0;
  const told = reason === 'floor' || reason === 'lag' || (reason === 'start' && floor > 0);
  return told ? { reason, floor, skipped } : null;
}
