import {
  type Answer,
  DAEMON_NAMESPACE,
  DroverError,
  type daemonToHub,
  decodeInputFrame,
  describeIssue,
  encodeStreamFrame,
  FRAME_EVENT,
  type Hello,
  hubToDaemon,
  type InputFrame,
  PROTOCOL_VERSION,
  problemOf,
  type StreamFrame,
  socketParser,
  Welcome,
} from '@drover/protocol';
import type { Logger } from 'pino';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { UnmaskedWebSocket } from './unmasked-websocket.ts';

type FromHub = {
  [Event in keyof typeof hubToDaemon]: (message: z.output<(typeof hubToDaemon)[Event]>) => void;
};
type Told = Exclude<keyof typeof daemonToHub, 'hello'>;
type Done = (answer: Answer<unknown>) => void;

export type HubLinkOptions = {
  hubUrl: string;
  token: string;
  instanceId: string;
  /** All that the daemon has, at the time of asking. */
  describe: () => Pick<Hello, 'facts' | 'sessions'>;
  /** What to do with the hub's messages; `attach` may throw, and the hub is told why. */
  on: FromHub;
  command: (message: unknown, hubNow: number) => Promise<Answer<unknown>>;
  input: (frame: InputFrame) => void;
  /** The hub knows all that we have and hears us. */
  up: (welcome: { picturesWanted: boolean }) => void;
  down: () => void;
  log: Logger;
};

const HELLO_DEADLINE_MS = 10_000;
const RETRY = { reconnectionDelay: 500, reconnectionDelayMax: 2_000, randomizationFactor: 0.5 };
const REFUSED_RETRY_MS = 5_000;

/**
 * The daemon's one connection to its hub. It retries for ever, says hello on each connect, and sends nothing while
 * the line is down: after the next hello the hub knows everything again.
 */
export class HubLink {
  readonly #options: HubLinkOptions;
  readonly #socket: Socket;
  #isUp = false;
  #clockOffset = 0;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: HubLinkOptions) {
    this.#options = options;
    this.#socket = io(`${options.hubUrl}${DAEMON_NAMESPACE}`, {
      ...RETRY,
      auth: { token: options.token },
      autoConnect: false,
      transports: [UnmaskedWebSocket],
      parser: socketParser,
    });
    this.#socket.on('connect', () => this.#hello());
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('connect_error', (error) => this.#refused(error));
    this.#listen();
  }

  connect(): void {
    this.#socket.connect();
  }

  close(): void {
    clearTimeout(this.#retryTimer);
    this.#socket.disconnect();
  }

  /** False, and nothing was sent, while the line is down. */
  tell<E extends Told>(event: E, message: z.input<(typeof daemonToHub)[E]>): boolean {
    if (this.#isUp) this.#socket.emit(event, message);
    return this.#isUp;
  }

  sendFrame(frame: StreamFrame): void {
    if (this.#isUp) this.#socket.emit(FRAME_EVENT, encodeStreamFrame(frame));
  }

  /** The answer is taken in the same turn in which it arrives: what the hub says next may come with it. */
  #hello(): void {
    const { describe, instanceId } = this.#options;
    const hello: Hello = { protocol: PROTOCOL_VERSION, instanceId, time: Date.now(), ...describe() };
    this.#socket.timeout(HELLO_DEADLINE_MS).emit('hello', hello, (late: Error | null, answer: unknown) => {
      const welcome = Welcome.safeParse(answer);
      if (late) this.#unwelcome(late.message);
      else if (!welcome.success) this.#unwelcome('its answer is not of this protocol');
      else if (!welcome.data.ok) this.#unwelcome(welcome.data.error.message);
      else this.#welcomed(welcome.data.value);
    });
  }

  #welcomed(welcome: { hubTime: number; picturesWanted: boolean }): void {
    this.#clockOffset = welcome.hubTime - Date.now();
    this.#isUp = true;
    this.#options.log.info({ hub: this.#options.hubUrl }, 'connected to the hub');
    this.#options.up(welcome);
  }

  #unwelcome(reason: string): void {
    this.#options.log.warn({ reason }, 'the hub did not accept this daemon');
    this.#socket.disconnect();
    this.#retryLater();
  }

  #listen(): void {
    const { on, command, input } = this.#options;
    for (const event of ['detach', 'ack', 'resize', 'control', 'pictures', 'forget', 'refused'] as const) {
      this.#on(event, on[event]);
    }
    this.#socket.on('attach', (message: unknown, done: Done) =>
      done(attempt(() => on.attach(parse('attach', message)))),
    );
    this.#socket.on('command', async (message: unknown, done: Done) => {
      done(await command(message, Date.now() + this.#clockOffset));
    });
    this.#socket.on(FRAME_EVENT, (bytes: Uint8Array) => attempt(() => input(decodeInputFrame(bytes))));
  }

  #on<E extends keyof typeof hubToDaemon>(event: E, handle: FromHub[E]): void {
    this.#socket.on<string>(event, (message: unknown) => {
      const done = attempt(() => handle(parse(event, message)));
      if (!done.ok)
        this.#options.log.warn({ event, problem: done.error }, 'a message of the hub was not followed');
    });
  }

  #disconnected(reason: string): void {
    const wasUp = this.#isUp;
    this.#isUp = false;
    if (wasUp) {
      this.#options.log.warn({ reason }, 'lost the hub; sessions go on');
      this.#options.down();
    }
    // Socket.IO itself comes back from all but a disconnect that the hub asked for.
    if (reason === 'io server disconnect') this.#retryLater();
  }

  #refused(error: Error): void {
    this.#options.log.warn(
      { hub: this.#options.hubUrl, reason: error.message },
      'cannot reach the hub; trying on',
    );
    if (!this.#socket.active) this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    const jitter = 0.5 + Math.random();
    this.#retryTimer = setTimeout(() => this.#socket.connect(), REFUSED_RETRY_MS * jitter);
  }
}

/** Throws `invalid_payload`. */
function parse<E extends keyof typeof hubToDaemon>(event: E, message: unknown): Parameters<FromHub[E]>[0] {
  const parsed = hubToDaemon[event].safeParse(message);
  if (!parsed.success) throw new DroverError('invalid_payload', describeIssue(parsed.error));
  return parsed.data as Parameters<FromHub[E]>[0];
}

function attempt(act: () => void): Answer {
  try {
    act();
    return { ok: true, value: undefined };
  } catch (error) {
    return { ok: false, error: problemOf(error) };
  }
}
