import { displayText } from '@drover/protocol';
import type { LocalHost } from '../config/config.ts';
import { ExitCode, StartError } from '../config/start-error.ts';
import { hashSecret } from '../secrets/secrets.ts';
import type { HostRow, HostStore } from './host-store.ts';

const MAX_NAME_LENGTH = 64;

/**
 * Makes the token that of the host which is this machine, registering it at the first start under a name that is valid
 * and not taken: `atlas`, else `atlas-2` and so on. Its name is kept afterwards. What an admin did to it while the hub
 * ran without it is undone: whoever starts the hub decides. Throws `StartError`.
 */
export function registerLocalHost(store: HostStore, local: LocalHost, createdAt: number): HostRow {
  const tokenHash = hashSecret(local.token);
  const known = store.findLocal();
  const owner = store.findByTokenHash(tokenHash);
  if (owner && owner.hostId !== known?.hostId) throw tokenOf(owner);
  if (!known) return store.add({ name: freeName(store, local.name), tokenHash, isLocal: true, createdAt });
  const opened = { tokenHash, nextTokenHash: null, revokedAt: null };
  store.change(known.hostId, opened);
  return { ...known, ...opened };
}

const tokenOf = ({ name }: HostRow) =>
  new StartError(
    ExitCode.config,
    `the token in --local-host-token-file is that of the host '${name}'; each host needs one of its own`,
  );

function freeName(store: HostStore, wanted: string): string {
  const base = displayText(wanted.trim(), MAX_NAME_LENGTH) || 'host';
  for (let attempt = 1; ; attempt++) {
    const suffix = attempt === 1 ? '' : `-${attempt}`;
    const name = base.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
    if (!store.findByName(name)) return name;
  }
}
