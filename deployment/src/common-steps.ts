import { type Deployment, HOST_TOKEN_PLACEHOLDER } from '@drover/protocol';
import type { Place } from './place.ts';
import type { DaemonPlan } from './plan.ts';
import { shellCommand, shellPaths, shellWord } from './shell.ts';

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
    `Save this in a checkout of Drover on that machine, best of the hub's version, as ${CONTAINERFILE}. ` +
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

/** Nothing of it stands on a command line: `printf` is a part of the shell. */
export const podmanSecretStep = ({ name }: DaemonPlan): DeploymentStep => ({
  title: 'Hand over the token',
  explanation:
    'podman keeps it as a secret, so that it stands neither in a command line nor in the description of the container.',
  file: null,
  text: `printf '%s' ${shellWord(HOST_TOKEN_PLACEHOLDER)} | podman secret create ${name} -`,
});

export function foldersStep(plan: DaemonPlan, more: readonly Place[] = []): DeploymentStep {
  const places = [...plan.binds.map(({ source }) => source), ...more];
  const reasons = plan.binds.map(
    ({ source, readOnly, why }) => `${shown(source)} (${why}${readOnly ? ', read only' : ''})`,
  );
  return {
    title: 'Have the folders that it sees',
    explanation:
      `Of that machine's files the container sees only: ${reasons.join('; ')}. ` +
      (plan.rootful
        ? `As podman runs as root, they must belong to the user ${UID}.`
        : 'They must belong to you.'),
    file: null,
    text: shellCommand('mkdir -p', ...places.map((place) => shellPaths(place))),
  };
}

export const shown = ({ inHome, rest }: Place): string => `${inHome ? '~' : ''}${rest}`;

export const plainWarning = ({ isPlain }: DaemonPlan): string =>
  isPlain
    ? ' The line to the hub is not encrypted: everybody on that network can read and take over the sessions.'
    : '';
