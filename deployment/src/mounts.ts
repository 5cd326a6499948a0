import type { Mount, Profile } from '@drover/profiles';
import { DroverError } from '@drover/protocol';
import { inContainerHome } from './container-home.ts';
import { type Place, parsePlace } from './place.ts';

/** A folder of the host that is seen in the container. */
export type Bind = { source: Place; target: Place; readOnly: boolean; why: string };
export type NamedVolume = { name: string; target: string; readOnly: boolean; why: string };

/**
 * What all profiles want mounted, each place once: writable if one of them writes there. Throws `invalid_body` when two
 * want different things at one place.
 */
export function mountsOf(profiles: readonly Profile[]): Mount[] {
  const all = new Map<string, Mount>();
  for (const { name, provisioning } of profiles) {
    for (const mount of provisioning.mounts) {
      const own = { ...mount, why: `${name}: ${mount.why}` };
      const before = all.get(mount.to);
      all.set(mount.to, before ? merge(before, own, name) : own);
    }
  }
  return [...all.values()];
}

function merge(before: Mount, mount: Mount, profile: string): Mount {
  if (before.from !== mount.from) {
    const message = `The profile ${profile} mounts something else at ${mount.to} than another profile does; build two images.`;
    throw new DroverError('invalid_body', message);
  }
  return {
    ...mount,
    readOnly: before.readOnly && mount.readOnly,
    why: `${before.why}; ${mount.why}`,
  };
}

const isBind = ({ from }: Mount): boolean => from.startsWith('~/');

export const bindsOf = (mounts: readonly Mount[]): Bind[] =>
  mounts.filter(isBind).map(({ from, to, readOnly, why }) => ({
    source: parsePlace(from),
    target: { inHome: false, rest: inContainerHome(to) },
    readOnly,
    why,
  }));

export const volumesOf = (mounts: readonly Mount[], prefix: string): NamedVolume[] =>
  mounts
    .filter((mount) => !isBind(mount))
    .map(({ from, to, readOnly, why }) => ({
      name: `${prefix}-${from}`,
      target: inContainerHome(to),
      readOnly,
      why,
    }));
