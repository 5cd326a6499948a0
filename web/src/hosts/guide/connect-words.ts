import type { DeploymentKind, Host } from '@drover/protocol';
import type { DeploymentWish } from '../../api/hosts.ts';

/** A host that has been online before gets its new token in place of the old one. */
export const isReplacing = ({ facts }: Host, hasToken: boolean): boolean => facts !== null && hasToken;

export const connectTitle = (host: Host, hasToken: boolean): string =>
  isReplacing(host, hasToken) ? `Put the new token of ${host.name} in place` : `Connect ${host.name}`;

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

/** Where the guide begins when nobody said how the host is set up: in the folder that its daemon told of, if any. */
export const usualWish = ({ facts }: Host): DeploymentWish => ({
  kind: 'podman',
  root: facts?.roots[0] ?? '~/projects',
  rootful: false,
});

/** What of the steps is to be done again where the daemon has been set up before. */
export const REPLACE_WORDS: Record<DeploymentKind, string> = {
  podman:
    'The image and the folders are there already. Remove the old container with `podman rm --force` and the old secret with `podman secret rm`, then hand over the token and start the daemon as below.',
  compose:
    'All but the token is there already. Delete the old file of the token, hand over the new one as below, and restart the container.',
  quadlet:
    'All but the token is there already. Remove the old secret with `podman secret rm`, hand over the new one as below, and restart the service.',
  systemd:
    'All but the token is there already. Hand over the token as below, and restart the service of the daemon.',
};
