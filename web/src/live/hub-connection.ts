import {
  DroverError,
  FRAME_EVENT,
  hubToUi,
  PROTOCOL_VERSION,
  Problem,
  socketParser,
  UI_NAMESPACE,
  type UiAuth,
  type uiToHub,
} from '@drover/protocol';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { HubClock } from './hub-clock.ts';
import { Listeners } from './listeners.ts';
import { SocketSuspicion } from './socket-suspicion.ts';

type FromHub = { [K in keyof typeof hubToUi]: z.output<(typeof hubToUi)[K]> };
type ToHub = { [K in keyof typeof uiToHub]: z.input<(typeof uiToHub)[K]> };
export type HubEvent = keyof FromHub;

/** Messages that the hub does not answer. */
type Unanswered = 'ack' | 'resize';
export type HubRequest = Exclude<keyof ToHub, Unanswered>;

/**
 * Why a hub that answers cannot be used:
 * - `socket-blocked`: something between lets HTTP through, and no WebSocket
 * - `page-outdated`: the hub is of another version than this page
 */
export type Obstacle = 'socket-blocked' | 'page-outdated';

/** `since`: when this status began, by this machine's clock in milliseconds since 1970. */
export type ConnectionState = {
  status: 'connecting' | 'online' | 'offline';
  since: number;
  /** Null when none is known. */
  obstacle: Obstacle | null;
};

/** Socket.IO notices a socket that is closed before the hub has said anything only when this is over. */
const CONNECT_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 15_000;
const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 5_000;

const RequestAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown().optional() }),
  z.object({ ok: z.literal(false), error: Problem }),
]);

/**
 * The page's one connection to the hub. It is online once the hub has told the fleet, not when a socket opens.
 * Nothing is kept for later: what is asked while offline is refused, what was on its way is reported as failed.
 */
export class HubConnection {
  readonly clock = new HubClock();
  #state: ConnectionState = { status: 'connecting', since: Date.now(), obstacle: null };
  readonly #socket: Socket;
  readonly #suspicion: SocketSuspicion;
  readonly #stateChanged = new Listeners<[ConnectionState]>();
  readonly #unauthenticated = new Listeners<[]>();
  readonly #frames = new Listeners<[Uint8Array]>();
  readonly #messages = new Map<HubEvent, Listeners<[never]>>();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #refusals = 0;

  /** @param origin where the hub is, such as `https://drover.example`; connects when `open` is called */
  constructor(origin: string, connectTimeoutMs = CONNECT_TIMEOUT_MS) {
    this.#suspicion = new SocketSuspicion(origin);
    this.#socket = io(`${origin}${UI_NAMESPACE}`, {
      transports: ['websocket'],
      parser: socketParser,
      autoConnect: false,
      auth: { protocol: PROTOCOL_VERSION } satisfies UiAuth,
      reconnectionDelay: RECONNECT_MIN_MS,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      timeout: connectTimeoutMs,
    });
    this.#socket.on('connect_error', (error) => this.#connectFailed(error));
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on(FRAME_EVENT, (bytes: Uint8Array) => this.#frames.tell(bytes));
    for (const event of Object.keys(hubToUi) as HubEvent[]) {
      this.#socket.on(event, (payload: unknown) => this.#received(event, payload));
    }
  }

  get state(): ConnectionState {
    return this.#state;
  }

  open(): void {
    this.#socket.connect();
  }

  /** Tries again at once, instead of when the next attempt is due. */
  retry(): void {
    if (this.#state.status !== 'offline') return;
    clearTimeout(this.#retry);
    this.#socket.disconnect().connect();
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#socket.disconnect();
    this.#setStatus('connecting');
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#stateChanged.add(listener);
  }

  /** Called when the hub wants a login first; the connection then waits for `open`. */
  onUnauthenticated(listener: () => void): () => void {
    return this.#unauthenticated.add(listener);
  }

  on<E extends HubEvent>(event: E, listener: (payload: FromHub[E]) => void): () => void {
    const listeners = this.#messages.get(event) ?? new Listeners<[never]>();
    this.#messages.set(event, listeners);
    return listeners.add(listener);
  }

  /** Frames of all attachments of this page; `decodeStreamFrame` tells whose they are. */
  onFrame(listener: (bytes: Uint8Array) => void): () => void {
    return this.#frames.add(listener);
  }

  /** Returns the answer's value; rejects with what the hub says is wrong, or when it cannot be asked or is silent. */
  async request<E extends HubRequest>(event: E, payload: ToHub[E]): Promise<unknown> {
    if (!this.#socket.connected) throw unreachable();
    const reply: unknown = await this.#socket
      .timeout(REQUEST_TIMEOUT_MS)
      .emitWithAck(event, payload)
      .catch(() => Promise.reject(unanswered(event)));
    const answer = RequestAnswer.parse(reply);
    if (!answer.ok) throw new DroverError(answer.error.code, answer.error.message);
    return answer.value;
  }

  /** Returns false, and sends nothing, while offline. */
  send<E extends Unanswered>(event: E, payload: ToHub[E]): boolean {
    if (this.#socket.connected) this.#socket.emit(event, payload);
    return this.#socket.connected;
  }

  /** Returns false, and sends nothing, while offline. */
  sendFrame(bytes: Uint8Array): boolean {
    if (this.#socket.connected) this.#socket.emit(FRAME_EVENT, bytes);
    return this.#socket.connected;
  }

  #received(event: HubEvent, payload: unknown): void {
    const parsed = hubToUi[event].safeParse(payload);
    if (!parsed.success) {
      console.error(`The hub sent a "${event}" message that this page cannot read.`, parsed.error);
      return;
    }
    if ('hubTime' in parsed.data) this.clock.set(parsed.data.hubTime);
    this.#messages.get(event)?.tell(parsed.data as never);
    if (event !== 'fleet') return;
    this.#refusals = 0;
    this.#suspicion.socketOpened();
    this.#setStatus('online');
  }

  #connectFailed(error: Error & { data?: unknown }): void {
    const problem = Problem.safeParse(error.data).data;
    this.#setStatus('offline');
    if (!problem) void this.#suspect();
    if (problem?.code === 'unsupported_protocol') this.#setObstacle('page-outdated');
    if (problem?.code === 'unauthenticated') this.#unauthenticated.tell();
    else if (!this.#socket.active) this.#openLater();
  }

  async #suspect(): Promise<void> {
    const isBlocked = await this.#suspicion.socketFailed();
    if (this.#state.status === 'offline') this.#setObstacle(isBlocked ? 'socket-blocked' : null);
  }

  #disconnected(reason: Socket.DisconnectReason): void {
    /** Socket.IO keeps what was sent after a missed ping for the next connection. */
    this.#socket.sendBuffer = [];
    this.#setStatus('offline');
    if (reason === 'io server disconnect') this.#openLater();
  }

  /** For refusals, after which Socket.IO itself does not try again. */
  #openLater(): void {
    clearTimeout(this.#retry);
    const delayMs = Math.min(RECONNECT_MIN_MS * 2 ** this.#refusals++, RECONNECT_MAX_MS);
    this.#retry = setTimeout(() => this.#socket.connect(), delayMs * (0.5 + Math.random() / 2));
  }

  #setStatus(status: ConnectionState['status']): void {
    if (this.#state.status !== status) this.#setState({ status, since: Date.now(), obstacle: null });
  }

  #setObstacle(obstacle: Obstacle | null): void {
    if (this.#state.obstacle !== obstacle) this.#setState({ ...this.#state, obstacle });
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#stateChanged.tell(state);
  }
}

const unreachable = () =>
  new DroverError('timeout', 'The hub cannot be reached right now. Try again when the connection is back.');

const unanswered = (event: string) =>
  new DroverError('timeout', `The hub did not answer "${event}" in time; it may or may not have been done.`);
