import type { DeploymentKind, Host } from '@drover/protocol';

/** A new token is being put in place of one with which the host was online before. */
const isReplacing = ({ access, facts }: Host): boolean => access !== 'open' && facts !== null;

export const connectTitle = (host: Host): string =>
  isReplacing(host) ? `Put the new token of ${host.name} in place` : `Connect ${host.name}`;

/**
 * Whether there is nothing left to do: the daemon is there, with the newest token.
 * @param hasToken this page has a token that it was told; without one, an old one still counts
 */
export const isConnected = ({ online, access }: Host, hasToken: boolean): boolean =>
  online && (access === 'open' || (access === 'rotating' && !hasToken));

export const KINDS: readonly { value: DeploymentKind; label: string }[] = [
  { value: 'podman', label: 'Podman' },
  { value: 'compose', label: 'Compose' },
  { value: 'quadlet', label: 'Quadlet' },
  { value: 'systemd', label: 'Without containers' },
];
