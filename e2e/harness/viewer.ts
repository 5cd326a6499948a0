import { randomUUID } from 'node:crypto';
import {
  type Attach,
  type AttachmentState,
  type Detached,
  decodeStreamFrame,
  encodeInputFrame,
  FRAME_EVENT,
  type InputResult,
  PROTOCOL_VERSION,
  type Session,
  type Size,
  type StreamFrame,
  socketParser,
  UI_NAMESPACE,
} from '@drover/protocol';
import headless from '@xterm/headless';
import { io, type Socket } from 'socket.io-client';
import type { Person } from './person.ts';

export type ViewerOptions = {
  size?: Size;
  /** The address to connect to, when it is not the hub's own but that of a proxy before it. */
  via?: string;
  /** False for a viewer that reads and checks, but has no screen. */
  draws?: boolean;
};

/** Output without a break: the offset of its first byte, and its bytes. */
export type Run = { from: number; received: Buffer[] };

/** Refusals that end by themselves; tried again, as the dashboard does. */
const PASSING = new Set(['host_offline', 'revoked', 'timeout']);
const RETRY_MS = 200;

const ACK_EVERY_BYTES = 64 * 1024;

/**
 * A viewer that trusts nothing: it checks that its bytes go on where they ended unless a reset says otherwise, keeps
 * them, and draws them in a headless terminal. It comes back by itself when its line goes down, as the dashboard does.
 */
export class Viewer {
  readonly terminal = new headless.Terminal({ allowProposedApi: true, scrollback: 5_000, logLevel: 'off' });
  readonly sessions = new Map<string, Session>();
  readonly faults: string[] = [];
  readonly resets: string[] = [];
  readonly inputResults: InputResult[] = [];
  /** All output that came, cut where it began anew with a reset. */
  readonly runs: Run[] = [{ from: 0, received: [] }];
  offset = 0;
  epoch: string | undefined;
  state: AttachmentState | undefined;
  detached: Detached | undefined;
  hasEnd = false;
  /** How often it was brought up to date: by a reset, or by going on where it was. */
  arrivals = 0;
  /** Bytes of output and snapshots, in all. */
  payloadBytes = 0;
  /** Set to false to be a viewer that never says what it has read. */
  acknowledges = true;

  readonly sessionId: string;
  readonly #socket: Socket;
  readonly #size: Size;
  readonly #draws: boolean;
  #attachId = '';
  #isAttached = false;
  #consumed = 0;
  #acked = 0;
  #drawing = 0;
  #seq = 0;
  #watchers = new Set<() => void>();
  #clockOffset = 0;

  constructor(
    person: Pick<Person, 'url' | 'cookie'>,
    sessionId: string,
    { size = { cols: 100, rows: 30 }, via = person.url, draws = true }: ViewerOptions = {},
  ) {
    this.sessionId = sessionId;
    this.#size = size;
    this.#draws = draws;
    this.#socket = io(via + UI_NAMESPACE, {
      parser: socketParser,
      transports: ['websocket'],
      forceNew: true,
      auth: { protocol: PROTOCOL_VERSION },
      extraHeaders: { cookie: person.cookie, origin: person.url, host: new URL(person.url).host },
      reconnectionDelay: 100,
      reconnectionDelayMax: 300,
    });
    this.#socket.on('fleet', ({ hubTime, sessions, hosts }) => {
      this.#clockOffset = hubTime - Date.now();
      for (const session of sessions) this.sessions.set(session.sessionId, session);
      if (hosts.some((host: { online: boolean }) => host.online)) void this.attach();
    });
    this.#socket.on('host', ({ online }) => online && this.#attachAgain());
    this.#socket.on('session', (session: Session) => this.sessions.set(session.sessionId, session));
    this.#socket.on('attachment-state', (state: AttachmentState) => {
      if (state.attachId === this.#attachId) this.state = state;
    });
    this.#socket.on('detached', (detached: Detached) => {
      if (detached.attachId !== this.#attachId) return;
      this.detached = detached;
      this.#isAttached = false;
    });
    this.#socket.on('input-result', (result: InputResult) => this.inputResults.push(result));
    this.#socket.on(FRAME_EVENT, (bytes: Uint8Array) => this.#frame(decodeStreamFrame(bytes)));
    this.#socket.onAny(() => setImmediate(() => this.#look())); // after what the message changes
    this.#socket.on('disconnect', () => {
      this.#isAttached = false;
      this.#look();
    });
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  /** Since the last reset. */
  get received(): Buffer[] {
    return this.#run.received;
  }

  /** Offset of the first byte since the last reset. */
  get receivedFrom(): number {
    return this.#run.from;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.received);
  }

  get #run(): Run {
    const run = this.runs.at(-1);
    if (!run) throw new Error('a viewer has always a run');
    return run;
  }

  get text(): string {
    const { active } = this.terminal.buffer;
    const lines = Array.from({ length: this.terminal.rows }, (_, y) => active.getLine(active.baseY + y));
    return lines.map((line) => line?.translateToString(true) ?? '').join('\n');
  }

  async attach(): Promise<void> {
    this.#attachId = randomUUID();
    this.#isAttached = true;
    this.#consumed = 0;
    this.#acked = 0;
    this.#drawing = 0;
    this.#seq = 0;
    this.detached = undefined;
    const from = this.epoch ? { epoch: this.epoch, offset: this.offset } : null;
    const hadControl = this.state?.controller ?? false;
    const request: Attach = {
      attachId: this.#attachId,
      sessionId: this.sessionId,
      size: this.#size,
      from,
      hadControl,
    };
    // Without an answer the line went down meanwhile; it attaches again when that is back.
    const answer = await this.ask('attach', request).catch(() => undefined);
    if (!answer || answer.ok || request.attachId !== this.#attachId) return;
    this.#isAttached = false;
    if (PASSING.has(answer.error.code)) setTimeout(() => this.#attachAgain(), RETRY_MS);
    else this.faults.push(`attach refused: ${JSON.stringify(answer.error)}`);
  }

  /** Two attachments of one viewer would take control from each other. */
  #attachAgain(): void {
    if (!this.#isAttached) void this.attach();
  }

  async ask(event: string, ...payload: unknown[]) {
    return this.#socket.timeout(15_000).emitWithAck(event, ...payload);
  }

  /** Sends raw numbered input; answers its number. */
  type(text: string | Uint8Array, change: { seq?: number; sentAt?: number } = {}): number {
    const seq = change.seq ?? ++this.#seq;
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const sentAt = change.sentAt ?? Date.now() + this.#clockOffset;
    this.#socket.emit(FRAME_EVENT, encodeInputFrame({ attachId: this.#attachId, seq, sentAt, bytes }));
    return seq;
  }

  resize(size: Size): void {
    this.#socket.emit('resize', { attachId: this.#attachId, size });
  }

  takeControl = () => this.ask('control', { attachId: this.#attachId });

  /** Settles when the condition holds; looked at with every message. Rejects after `ms` with what is on the screen. */
  async until(condition: () => boolean, ms = 60_000, what = String(condition)): Promise<void> {
    if (condition()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => condition() && resolve();
    this.#watchers.add(look);
    const late = setTimeout(
      () =>
        reject(
          new Error(
            `waited ${ms} ms for ${what}; faults: ${this.faults.join('; ')}; connected: ${this.isConnected}; the screen:\n${this.text}`,
          ),
        ),
      ms,
    );
    await promise.finally(() => {
      clearTimeout(late);
      this.#watchers.delete(look);
    });
  }

  shows = (text: string, ms?: number) => this.until(() => this.text.includes(text), ms, JSON.stringify(text));

  /** Does what takes the line down, and settles when this viewer is up to date again. */
  async comesBackAfter(fault: () => unknown, ms?: number): Promise<void> {
    const { arrivals } = this;
    await fault();
    await this.until(() => this.arrivals > arrivals, ms);
  }

  cut(): void {
    this.#socket.io.engine.close();
  }

  close(): void {
    this.#socket.disconnect();
  }

  #frame(frame: StreamFrame): void {
    if (frame.attachId !== this.#attachId) return;
    if (frame.kind === 'reset' || frame.kind === 'resume') this.arrivals++;
    switch (frame.kind) {
      case 'reset':
        this.resets.push(frame.reason);
        this.epoch = frame.epoch;
        this.offset = frame.offset;
        this.runs.push({ from: frame.offset, received: [] });
        this.terminal.reset();
        this.terminal.resize(frame.size.cols, frame.size.rows);
        break;
      case 'resume':
        if (frame.offset !== this.offset)
          this.faults.push(`resumed at ${frame.offset}, not at ${this.offset}`);
        break;
      case 'size':
        this.terminal.resize(frame.size.cols, frame.size.rows);
        break;
      case 'snapshot':
        this.#draw(frame.bytes);
        break;
      case 'data':
        if (frame.offset !== this.offset)
          this.faults.push(`data at ${frame.offset}, expected ${this.offset}`);
        if (frame.epoch !== this.epoch)
          this.faults.push(`data of epoch ${frame.epoch}, expected ${this.epoch}`);
        if (this.hasEnd) this.faults.push('data after the end');
        this.received.push(Buffer.from(frame.bytes));
        this.offset = frame.offset + frame.bytes.length;
        this.#draw(frame.bytes);
        break;
      case 'end':
        if (frame.offset !== this.offset) this.faults.push(`ended at ${frame.offset}, after ${this.offset}`);
        this.hasEnd = true;
        break;
    }
  }

  #draw(bytes: Uint8Array): void {
    const attachId = this.#attachId;
    this.#drawing += bytes.length;
    this.payloadBytes += bytes.length;
    const drawn = () => {
      this.#look();
      if (attachId !== this.#attachId) return;
      this.#consumed += bytes.length;
      this.#drawing -= bytes.length;
      const isDue = this.#drawing === 0 || this.#consumed - this.#acked >= ACK_EVERY_BYTES;
      if (this.acknowledges && isDue) this.acknowledge();
    };
    if (this.#draws) this.terminal.write(bytes, drawn);
    else drawn();
  }

  /** Tells the hub how much has been read. */
  acknowledge(): void {
    this.#acked = this.#consumed;
    this.#socket.emit('ack', { attachId: this.#attachId, consumed: this.#consumed });
  }

  #look(): void {
    for (const look of this.#watchers) look();
  }
}
