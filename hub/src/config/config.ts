import { COMMAND_DEADLINE_MS, MAX_INVALID_MESSAGES_PER_MINUTE } from '@drover/protocol';

/** Everything a hub must be told. `cli.ts` makes it from flags and environment, tests by hand. */
export type HubConfig = {
  /** Absolute; made with mode 0700 when absent. */
  dataDir: string;
  /** 0 for any free port. */
  port: number;
  bind: string;
  /** The built dashboard, or null to serve none. */
  webDir: string | null;
  /** Origin under which people reach this hub, or null when they use its own address. */
  publicUrl: string | null;
  /** The daemon of this machine, registered at each start. */
  localHost: LocalHost | null;
  logLevel: LogLevel;
  timings: Timings;
  rates: Rates;
  /** Milliseconds since 1970. */
  clock: () => number;
};

export type LocalHost = { name: string; token: string };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** All in milliseconds. */
export type Timings = {
  /** Silence after which a peer is asked whether it is there, and how long it may take to say so. */
  pingInterval: number;
  pingTimeout: number;
  /** How long a fresh connection may take to enter its namespace. */
  connectTimeout: number;
  commandDeadline: number;
  attachDeadline: number;
  /** How long the daemon that holds a host's lease may take to prove that it lives. */
  leaseProbe: number;
  setupCode: number;
  /** A login not used for this long is over. */
  loginSession: number;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

export const DEFAULT_TIMINGS: Timings = {
  pingInterval: 25 * SECOND,
  pingTimeout: 20 * SECOND,
  connectTimeout: 5 * SECOND,
  commandDeadline: COMMAND_DEADLINE_MS,
  attachDeadline: 10 * SECOND,
  leaseProbe: 3 * SECOND,
  setupCode: 15 * MINUTE,
  loginSession: 30 * DAY,
};

export type Rates = {
  /** Per name and address. */
  failedLoginsPerMinute: number;
  /** Per address. */
  badTokensPerMinute: number;
  /** Per connection. */
  invalidMessagesPerMinute: number;
  /** Per dashboard connection; acknowledgements of a fast stream are its largest honest part. */
  uiMessagesPerSecond: number;
};

export const DEFAULT_RATES: Rates = {
  failedLoginsPerMinute: 5,
  badTokensPerMinute: 10,
  invalidMessagesPerMinute: MAX_INVALID_MESSAGES_PER_MINUTE,
  uiMessagesPerSecond: 2_000,
};
