import { type Deployment, HOST_TOKEN_PLACEHOLDER, shellWord } from '@drover/protocol';
import type { Place } from './place.ts';
import type { DaemonPlan } from './plan.ts';
import { shellCommand, shellPaths } from './shell.ts';

export type DeploymentStep = Deployment['steps'][number];

export const CONTAINERFILE = 'Containerfile.daemon';
export const IMAGE = 'localhost/drover-daemon';

/** Node's own user in the image, whom the agents are. */
export const UID = 1000;

/** Where the engine puts a secret. */
export const secretFile = (name: string): string => `/run/secrets/${name}`;

export const containerfileStep = (plan: DaemonPlan, containerfile: string): DeploymentStep => ({
  title: 'Describe the image',
  explanation:
    `Save this as ${CONTAINERFILE} in a checkout of Drover on that machine, of the same version as the hub's. ` +
    `It holds what the agents need (${plan.profiles.join(', ') || 'none chosen'}). ` +
    'Type the commands of all steps in that folder.',
  file: CONTAINERFILE,
  text: containerfile,
});

export const buildStep: DeploymentStep = {
  title: 'Build the image',
  explanation: 'Takes some minutes the first time.',
  file: null,
  text: `podman build --file ${CONTAINERFILE} --tag ${IMAGE} .`,
};

/** Lines with the token, of which a shell keeps none in its history because of the space (HISTCONTROL in bash(1)). */
export const unrecorded = (...lines: readonly string[]): string => lines.map((line) => ` ${line}`).join('\n');

export const WHY_SPACES =
  'Keep the space at the beginning: with it, bash leaves the token out of its history where `HISTCONTROL` is `ignoreboth` or `ignorespace`, and zsh after `setopt HIST_IGNORE_SPACE`.';

/** Nothing of it stands on a command line: `printf` is a part of the shell. */
export const podmanSecretStep = ({ name }: DaemonPlan): DeploymentStep => ({
  title: 'Hand over the token',
  explanation: `podman keeps it as a secret, so that it stands neither in a command line nor in the description of the container. ${WHY_SPACES}`,
  file: null,
  text: unrecorded(`printf '%s' ${shellWord(HOST_TOKEN_PLACEHOLDER)} | podman secret create ${name} -`),
});

export function foldersStep(plan: DaemonPlan, more: readonly Place[] = []): DeploymentStep {
  const reasons = plan.binds.map(
    ({ source, readOnly, why }) => `${shown(source)} (${why}${readOnly ? ', read only' : ''})`,
  );
  return {
    title: 'Have the folders that it sees',
    explanation:
      `Of that machine's files the container sees only: ${reasons.join('; ')}. ` +
      (plan.rootful ? rootfulOwner(plan) : 'They must belong to you.'),
    file: null,
    text: foldersText(plan, more),
  };
}

const rootfulOwner = ({ projectsRoot }: DaemonPlan): string =>
  `As podman runs as root, they must belong to the user ${UID}, with all that is in them already (chown -R ${UID}:${UID}).` +
  (projectsRoot.inHome
    ? ' That user cannot enter /root: when it is your home directory, choose another folder of the projects, such as /srv/projects.'
    : '');

function foldersText({ binds, rootful }: DaemonPlan, more: readonly Place[]): string {
  const seen = binds.map(({ source }) => shellPaths(source));
  const others = more.map((place) => shellPaths(place));
  if (!rootful) return shellCommand('mkdir -p', ...seen, ...others);
  return [
    shellCommand(`install -d -o ${UID} -g ${UID}`, ...seen),
    ...(others.length > 0 ? [shellCommand('mkdir -p', ...others)] : []),
  ].join('\n');
}

export const shown = ({ inHome, rest }: Place): string => `${inHome ? '~' : ''}${rest}`;

export const plainWarning = ({ isPlain }: DaemonPlan): string =>
  isPlain
    ? ' The line to the hub is not encrypted: everybody on that network can read and take over the sessions.'
    : '';

/** Where a container sees the certificate of an authority of one's own. */
export const AUTHORITY_FILE = '/ca.pem';

/** `how` to make that authority known to the daemon. */
export const ownAuthority = ({ hubUrl }: DaemonPlan, how: string): string =>
  hubUrl.startsWith('https:') ? ` If the hub's certificate is of an authority of your own, ${how}.` : '';
