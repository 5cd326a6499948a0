import type { Profile } from '@drover/profiles';
import { DroverError, isLoopbackName, meansItself } from '@drover/protocol';
import { type Bind, bindsOf, mountsOf, type NamedVolume, volumesOf } from './mounts.ts';
import { type Place, parsePlace } from './place.ts';

/** What a person chose for a host. */
export type HostSettings = {
  hostName: string;
  /** Origin under which that machine reaches the hub. */
  hubUrl: string;
  /** Of the agents that its sessions run. */
  profiles: readonly Profile[];
  /** Where its sessions may start: absolute, or `~/…` of the person who runs the daemon. */
  projectsRoot: string;
  /** Whether podman runs as root there, where numbers of users are those of the machine. */
  rootful?: boolean;
};

/** The same for every way to run the daemon. */
export type DaemonPlan = {
  /** Of container, volume, secret and unit. */
  name: string;
  hubUrl: string;
  /** The hub is on the same machine and reached through its loopback. */
  onSameMachine: boolean;
  /** The line to the hub is plain http. */
  isPlain: boolean;
  projectsRoot: Place;
  binds: Bind[];
  volumes: NamedVolume[];
  /** Names of variables, or their beginnings with `*`. */
  variables: string[];
  profiles: string[];
  rootful: boolean;
};

const MAX_NAME_LENGTH = 40;

/** Throws `invalid_body` for an address or a path that cannot be written down safely. */
export function planDaemon(settings: HostSettings): DaemonPlan {
  const { hostName, profiles, rootful = false } = settings;
  const name = `drover-${slug(hostName)}`;
  const projectsRoot = parsePlace(settings.projectsRoot);
  const mounts = mountsOf(profiles);
  const { origin, hostname, protocol } = parseHubUrl(settings.hubUrl);
  const onSameMachine = meansItself(hostname);
  return {
    name,
    hubUrl: origin,
    onSameMachine,
    isPlain: protocol === 'http:' && !isLoopbackName(hostname),
    projectsRoot,
    binds: [
      // At the same path as outside, since worktrees and conversations of agents are tied to it.
      { source: projectsRoot, target: projectsRoot, readOnly: false, why: 'the projects' },
      ...bindsOf(mounts),
    ],
    volumes: [
      { name, target: '/data', readOnly: false, why: 'sessions and their output' },
      ...volumesOf(mounts, name),
    ],
    variables: [...new Set(profiles.flatMap(variablesOf))],
    profiles: profiles.map((profile) => profile.name),
    rootful,
  };
}

/** What may stand in the name of a container, a unit and a file. */
function slug(hostName: string): string {
  const plain = hostName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return plain.slice(0, MAX_NAME_LENGTH).replaceAll(/^-+|-+$/g, '') || 'host';
}

function parseHubUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:\/\/[a-z0-9.[\]:-]+$/.test(url.origin)) return url;
  throw new DroverError('invalid_body', 'The address of the hub must be like https://drover.example.');
}

/** Not what the image sets, nor what moves a tool's settings: where they are in a container is settled. */
function variablesOf({ passEnv, seed, provisioning }: Profile): string[] {
  const settled = [...Object.keys(provisioning.env), ...seed.map(({ homeVariable }) => homeVariable)];
  return passEnv.filter((name) => !settled.includes(name));
}
