import { readFileSync } from 'node:fs';
import path from 'node:path';
import { releasesUrlOf } from '../releases/releases-url.ts';
import { DEFAULT_RATES, DEFAULT_TIMINGS, type HubConfig, type Network, type TlsFiles } from './config.ts';
import { describeFlags, type Flags } from './flags.ts';
import { oidcFromEnv } from './oidc.ts';
import { parseCommand, usageError } from './usage-error.ts';

const MIN_TOKEN_LENGTH = 16;

/**
 * The configuration of a process. `argv` is what follows the program's name.
 * Throws `StartError` (64) naming what was wrong; returns null when only help was asked for.
 */
export function configFromCommandLine(argv: string[], env: NodeJS.ProcessEnv): HubConfig | null {
  const flags = parseCommand(describeFlags(env), argv)?.opts<Flags>();
  if (!flags) return null;
  return {
    dataDir: path.resolve(flags.dataDir),
    port: flags.port,
    bind: flags.bind,
    webDir: flags.webDir === undefined ? null : path.resolve(flags.webDir),
    publicUrl: flags.publicUrl ?? null,
    network: networkOf(flags),
    upkeep: { backupsKept: flags.keepBackups, auditDays: flags.auditDays },
    recover: flags.recover ?? false,
    releasesUrl: flags.releaseCheck ? (flags.releasesUrl ?? releasesUrlOf()) : null,
    oidc: oidcFromEnv(env),
    localHost: localHostOf(flags),
    logLevel: flags.logLevel,
    timings: { ...DEFAULT_TIMINGS, pingInterval: flags.pingIntervalMs, pingTimeout: flags.pingTimeoutMs },
    rates: DEFAULT_RATES,
    clock: Date.now,
  };
}

const networkOf = (flags: Flags): Network => ({
  tls: tlsOf(flags),
  trustedProxies: flags.trustedProxies ?? [],
  alsoReachedAs: flags.alsoReachedAs ?? [],
  insecureLan: flags.insecureLan ?? false,
  publishedOnLoopback: flags.publishedOnLoopback ?? false,
});

function tlsOf({ tlsCert, tlsKey }: Flags): TlsFiles | null {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw usageError('--tls-cert and --tls-key must be given together');
  }
  return { certFile: path.resolve(tlsCert), keyFile: path.resolve(tlsKey) };
}

function localHostOf(flags: Flags): HubConfig['localHost'] {
  const { localHostName: name, localHostTokenFile: file } = flags;
  if (name === undefined && file === undefined) return null;
  if (name === undefined || file === undefined) {
    throw usageError('--local-host-name and --local-host-token-file must be given together');
  }
  const token = readToken(file);
  if (token.length < MIN_TOKEN_LENGTH) {
    throw usageError(
      `--local-host-token-file '${file}' must hold a token of ${MIN_TOKEN_LENGTH} characters or more`,
    );
  }
  return { name, token };
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw usageError(
      `--local-host-token-file '${file}' cannot be read; it must be a readable file with a token`,
    );
  }
}
