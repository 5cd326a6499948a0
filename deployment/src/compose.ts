import { HOST_TOKEN_PLACEHOLDER, shellWord } from '@drover/protocol';
import { stringify } from 'yaml';
import {
  AUTHORITY_FILE,
  CONTAINERFILE,
  containerfileStep,
  type DeploymentStep,
  foldersStep,
  IMAGE,
  ownAuthority,
  plainWarning,
  secretFile,
  UID,
  unrecorded,
  WHY_SPACES,
} from './common-steps.ts';
import { daemonFlags, type Word } from './daemon-flags.ts';
import { envFileStep } from './env-file.ts';
import type { Bind } from './mounts.ts';
import type { DaemonPlan } from './plan.ts';

/** Closed to others, as the file in it cannot be: it is read by a user of another number. */
const SECRETS_FOLDER = 'secrets';

const COMPOSE_AUTHORITY = `add \`./ca.pem:${AUTHORITY_FILE}:ro\` to the volumes of the daemon, and to the file with its variables \`NODE_EXTRA_CA_CERTS=${AUTHORITY_FILE}\``;

const composeFile = ({ name }: DaemonPlan) => `${name}.compose.yaml`;
const envFile = ({ name }: DaemonPlan) => `${name}.env`;
const tokenFile = ({ name }: DaemonPlan) => `${SECRETS_FOLDER}/${name}.token`;

export const composeSteps = (plan: DaemonPlan, containerfile: string): DeploymentStep[] => [
  containerfileStep(plan, containerfile),
  tokenStep(plan),
  foldersStep(plan),
  envFileStep(plan, envFile(plan)),
  {
    title: 'Describe the container',
    explanation: `Save it beside the other files.${plainWarning(plan)}${ownAuthority(plan, COMPOSE_AUTHORITY)}`,
    file: composeFile(plan),
    text: stringify(describe(plan), { lineWidth: 0 }),
  },
  {
    title: 'Build and start the daemon',
    explanation:
      `With docker, \`export DROVER_UID="$(id -u)" DROVER_GID="$(id -g)"\` first when your number is not ${UID}. ` +
      `podman-compose takes the same file. As yourself, put PODMAN_USERNS=keep-id:uid=${UID},gid=${UID} before it; as root leave that out, and give the folders to the user ${UID}.${oldCompose(plan)}`,
    file: null,
    text: `docker compose --file ${composeFile(plan)} up --build --detach`,
  },
];

const oldCompose = ({ onSameMachine }: DaemonPlan): string =>
  onSameMachine
    ? ' podman-compose 1.0.3 cannot share the network of the machine, as this needs: take `podman run` there.'
    : '';

const tokenStep = (plan: DaemonPlan): DeploymentStep => ({
  title: 'Hand over the token',
  explanation: `Nobody else can enter the folder ${SECRETS_FOLDER}; the file in it is open to the user in the container. ${WHY_SPACES}`,
  file: null,
  text: unrecorded(
    `mkdir -p -m 700 ${SECRETS_FOLDER}`,
    `printf '%s' ${shellWord(HOST_TOKEN_PLACEHOLDER)} > ${tokenFile(plan)}`,
    `chmod 444 ${tokenFile(plan)}`,
  ),
});

function describe(plan: DaemonPlan): object {
  const { name } = plan;
  return {
    services: {
      daemon: {
        build: {
          context: '.',
          dockerfile: CONTAINERFILE,
          args: { UID: `\${DROVER_UID:-${UID}}`, GID: `\${DROVER_GID:-${UID}}` },
        },
        image: IMAGE,
        container_name: name,
        hostname: name,
        restart: 'always',
        security_opt: ['label=disable'],
        ...(plan.onSameMachine ? { network_mode: 'host' } : {}),
        env_file: [`./${envFile(plan)}`],
        secrets: [name],
        volumes: [
          ...plan.volumes.map(({ name, target, readOnly }) => `${name}:${target}${readOnly ? ':ro' : ''}`),
          ...plan.binds.map(bind),
        ],
        command: daemonFlags(plan, secretFile(name)).flat().map(word),
      },
    },
    secrets: { [name]: { file: `./${tokenFile(plan)}` } },
    volumes: Object.fromEntries(plan.volumes.map(({ name }) => [name, { name }])),
  };
}

const bind = ({ source, target, readOnly }: Bind): string =>
  `${word(source)}:${word(target)}${readOnly ? ':ro' : ''}`;

/** `$` begins a variable in a compose file; the home directory is one. */
const word = (text: Word): string =>
  typeof text === 'string'
    ? text.replaceAll('$', '$$$$')
    : `${text.inHome ? '$' + '{HOME}' : ''}${text.rest.replaceAll('$', '$$$$')}`;
