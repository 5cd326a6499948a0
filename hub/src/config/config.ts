import { COMMAND_DEADLINE_MS, MAX_INVALID_MESSAGES_PER_MINUTE } from '@drover/protocol';
import { DEFAULT_BACKUPS_KEPT } from '../db/backups.ts';
import type { OidcConfig } from './oidc.ts';

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
  network: Network;
  upkeep: Upkeep;
  /** Sets a damaged database aside instead of refusing to start. */
  recover: boolean;
  /** Where the newest release is told; null to look for none. */
  releasesUrl: string | null;
  /** Where people may log in beside here, or null. */
  oidc: OidcConfig | null;
  /** The daemon of this machine, registered at each start. */
  localHost: LocalHost | null;
  logLevel: LogLevel;
  timings: Timings;
  rates: Rates;
  /** Milliseconds since 1970. */
  clock: () => number;
};

export type LocalHost = { name: string; token: string };

/** How the hub is reached, beyond a loopback address. */
export type Network = {
  /** To serve https by itself. */
  tls: TlsFiles | null;
  /** Addresses and networks of proxies whose word on who the client is counts. */
  trustedProxies: string[];
  /** Further `host:port` under which programs, not pages, may address this hub. */
  alsoReachedAs: string[];
  /** Other machines may come over plain http. */
  insecureLan: boolean;
  /** The address is reached over this machine's loopback only, such as a container's published port. */
  publishedOnLoopback: boolean;
};

/** In PEM. */
export type TlsFiles = { certFile: string; keyFile: string };

export const DEFAULT_NETWORK: Network = {
  tls: null,
  trustedProxies: [],
  alsoReachedAs: [],
  insecureLan: false,
  publishedOnLoopback: false,
};

/** What is kept, and for how long. */
export type Upkeep = {
  /** Of each kind of backup that the hub makes by itself. */
  backupsKept: number;
  auditDays: number;
};

export const DEFAULT_UPKEEP: Upkeep = { backupsKept: DEFAULT_BACKUPS_KEPT, auditDays: 365 };

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
  /** A login at the identity provider is over then, however much it is used: roles and groups are asked anew. */
  oidcLogin: number;
  /** How often open connections are checked for expired logins and tokens. */
  accessCheck: number;
  /** How often the disk is looked at, and while it is full, tried. */
  storageCheck: number;
  /** How often certificate files are looked at. */
  certificateCheck: number;
  /** How long after its start a hub first sees to backups, old rows and releases, and how often then. */
  firstUpkeep: number;
  upkeep: number;
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
  oidcLogin: 7 * DAY,
  accessCheck: 30 * SECOND,
  storageCheck: 5 * SECOND,
  certificateCheck: 10 * SECOND,
  firstUpkeep: 30 * SECOND,
  upkeep: 60 * MINUTE,
};

export type Rates = {
  /** Per name and address. */
  failedLoginsPerMinute: number;
  /** Per address. */
  failedLoginsPerAddressPerMinute: number;
  badTokensPerMinute: number;
  /** Of sockets, per login or token; all pages of a person may come back at once after an outage. */
  uiHandshakesPerSecond: number;
  /** Of sockets, per address. */
  refusedHandshakesPerSecond: number;
  /** Per connection. */
  invalidMessagesPerMinute: number;
  /** Per dashboard connection; acknowledgements of a fast stream are its largest honest part. */
  uiMessagesPerSecond: number;
};

export const DEFAULT_RATES: Rates = {
  failedLoginsPerMinute: 5,
  failedLoginsPerAddressPerMinute: 30,
  badTokensPerMinute: 10,
  uiHandshakesPerSecond: 200,
  refusedHandshakesPerSecond: 20,
  invalidMessagesPerMinute: MAX_INVALID_MESSAGES_PER_MINUTE,
  uiMessagesPerSecond: 2_000,
};
