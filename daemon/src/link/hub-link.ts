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
import { HubClock } from './hub-clock.ts';
import { retryDelay } from './retry.ts';
import { type Trouble, troubleOf, troubleOfProblem } from './trouble.ts';
import { TroubleLog } from './trouble-log.ts';
import { UnmaskedWebSocket } from './unmasked-websocket.ts';

/** All but what this link itself takes. */
type FromHubEvent = Exclude<keyof typeof hubToDaemon, 'refused'>;
type FromHub = {
  [Event in FromHubEvent]: (message: z.output<(typeof hubToDaemon)[Event]>) => void;
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

const NOT_OURS: Trouble = {
  code: 'protocol_error',
  words: 'what answers there is no hub of this kind; check --hub-url',
};

/**
 * The daemon's one connection to its hub. It retries for ever, says hello on each connect, and sends nothing while
 * the line is down: after the next hello the hub knows everything again.
 */
export class HubLink {
  readonly #options: HubLinkOptions;
  readonly #socket: Socket;
  readonly #troubles: TroubleLog;
  readonly #clock = new HubClock();
  #isUp = false;
  /** How often in a row there was no welcome. */
  #failures = 0;
  #welcomes = 0;
  /** What the hub said before it closed the connection. */
  #lastWord: Trouble | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: HubLinkOptions) {
    this.#options = options;
    this.#troubles = new TroubleLog(options.log, options.hubUrl);
    this.#socket = io(`${options.hubUrl}${DAEMON_NAMESPACE}`, {
      reconnection: false, // `#retryLater` does it
      auth: { token: options.token },
      autoConnect: false,
      transports: [UnmaskedWebSocket],
      parser: socketParser,
    });
    this.#socket.on('connect', () => this.#hello());
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('connect_error', (error) => this.#failed(troubleOf(error), 'data' in error));
    this.#listen();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** How often the hub has been found again. */
  get reconnects(): number {
    return Math.max(0, this.#welcomes - 1);
  }

  /** The hub's clock, in milliseconds since 1970; undefined until the hub has told it. */
  get hubNow(): number | undefined {
    return this.#clock.now();
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
      if (late) this.#unwelcome({ code: 'timeout', words: 'the hub does not answer; it may be overloaded' });
      else if (!welcome.success) this.#unwelcome(NOT_OURS);
      else if (!welcome.data.ok) this.#unwelcome(troubleOfProblem(welcome.data.error));
      else this.#welcomed(welcome.data.value);
    });
  }

  #welcomed(welcome: { hubTime: number; picturesWanted: boolean }): void {
    this.#clock.set(welcome.hubTime);
    this.#isUp = true;
    this.#failures = 0;
    this.#welcomes++;
    this.#troubles.clear();
    this.#options.log.info({ hub: this.#options.hubUrl }, 'connected to the hub');
    this.#options.up(welcome);
  }

  #unwelcome(trouble: Trouble): void {
    this.#socket.disconnect();
    this.#failed(trouble, true);
  }

  #listen(): void {
    const { on, command, input } = this.#options;
    for (const event of ['detach', 'ack', 'resize', 'control', 'pictures', 'forget'] as const) {
      this.#on(event, on[event]);
    }
    this.#socket.on('refused', (message: unknown) => {
      const problem = hubToDaemon.refused.safeParse(message).data;
      this.#lastWord = problem && troubleOfProblem(problem);
    });
    this.#socket.on('attach', (message: unknown, done: Done) =>
      done(attempt(() => on.attach(parse('attach', message)))),
    );
    this.#socket.on('command', async (message: unknown, done: Done) => {
      done(await command(message, this.hubNow ?? Date.now()));
    });
    this.#socket.on(FRAME_EVENT, (bytes: Uint8Array) => attempt(() => input(decodeInputFrame(bytes))));
  }

  #on<E extends FromHubEvent>(event: E, handle: FromHub[E]): void {
    this.#socket.on<string>(event, (message: unknown) => {
      const done = attempt(() => handle(parse(event, message)));
      if (!done.ok)
        this.#options.log.warn({ event, problem: done.error }, 'a message of the hub was not followed');
    });
  }

  #disconnected(reason: string): void {
    const wasUp = this.#isUp;
    const lastWord = this.#lastWord;
    this.#isUp = false;
    this.#lastWord = undefined;
    if (wasUp) {
      this.#options.log.warn({ reason }, 'lost the hub; sessions go on');
      this.#options.down();
    }
    if (lastWord) this.#failed(lastWord, true);
    else if (reason !== 'io client disconnect') this.#retryLater(reason === 'io server disconnect');
  }

  #failed(trouble: Trouble, wasRefused: boolean): void {
    this.#troubles.tell(trouble);
    this.#retryLater(wasRefused);
  }

  #retryLater(wasRefused: boolean): void {
    clearTimeout(this.#retryTimer);
    this.#failures++;
    this.#retryTimer = setTimeout(() => this.#socket.connect(), retryDelay(this.#failures, wasRefused));
  }
}

/** Throws `invalid_payload`. */
function parse<E extends FromHubEvent>(event: E, message: unknown): Parameters<FromHub[E]>[0] {
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
