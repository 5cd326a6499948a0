import { BlockList, isIP } from 'node:net';
import { shellWord } from '@drover/protocol';
import type { HubConfig } from './config.ts';
import { ExitCode, StartError } from './start-error.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Other machines may come in over an encrypted line only, unless the person says otherwise. Throws `StartError` (78). */
export function refuseOpenLine({ bind, publicUrl, network }: HubConfig): void {
  if (isClosed(bind, network)) return;
  const isBehindProxy = publicUrl?.startsWith('https:') && network.trustedProxies.length > 0;
  if (network.tls || isBehindProxy || network.insecureLan) return;
  const what = `--bind '${bind}' would let other machines in over a line that anybody on it can read`;
  throw new StartError(ExitCode.config, `${what}. Choose one of these:`, [
    '--tls-cert <file> --tls-key <file>: the hub serves https by itself',
    'PUBLIC_URL=https://… and --trusted-proxies <addresses>: a proxy before it does',
    '--insecure-lan: plain http, for a network whose every machine you trust',
  ]);
}

/** Nobody else may be the first to find a hub without an account. Throws `StartError` (78). */
export function refuseWithoutAccount({ bind, network, dataDir }: HubConfig, hasAccount: boolean): void {
  if (hasAccount || isClosed(bind, network)) return;
  throw new StartError(
    ExitCode.config,
    `--bind '${bind}' lets other machines in, and there is no account yet`,
    [
      'Start once without --bind and open the link that is printed,',
      `or make the account here: ./drover hub add-admin --data-dir ${shellWord(dataDir)} <name>`,
    ],
  );
}

const isClosed = (bind: string, { publishedOnLoopback }: HubConfig['network']) =>
  publishedOnLoopback || isLoopback(bind);

function isLoopback(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return address === 'localhost';
  return loopback.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
