import { shellWord } from '@drover/protocol';
import {
  AUTHORITY_FILE,
  buildStep,
  containerfileStep,
  type DeploymentStep,
  foldersStep,
  IMAGE,
  ownAuthority,
  plainWarning,
  podmanSecretStep,
  secretFile,
  UID,
} from './common-steps.ts';
import { daemonFlags } from './daemon-flags.ts';
import type { DaemonPlan } from './plan.ts';
import { shellCommand, shellLine, shellPaths } from './shell.ts';

export const podmanSteps = (plan: DaemonPlan, containerfile: string): DeploymentStep[] => [
  containerfileStep(plan, containerfile),
  buildStep,
  podmanSecretStep(plan),
  foldersStep(plan),
  {
    title: 'Start the daemon',
    explanation:
      'Variables are passed on by name, with the values that they have where you type this.' +
      ` \`podman logs ${plan.name}\` says what it does.` +
      plainWarning(plan) +
      ownAuthority(
        plan,
        `add \`--volume /path/to/ca.pem:${AUTHORITY_FILE}:ro --env NODE_EXTRA_CA_CERTS=${AUTHORITY_FILE}\` before \`${IMAGE}\``,
      ),
    file: null,
    text: runCommand(plan),
  },
  plan.rootful ? rootfulBootStep : lingerStep,
];

const BOOT_TITLE = 'Have it started with the machine';

const rootfulBootStep: DeploymentStep = {
  title: BOOT_TITLE,
  explanation: 'As root.',
  file: null,
  text: 'systemctl enable podman-restart.service',
};

const lingerStep: DeploymentStep = {
  title: BOOT_TITLE,
  explanation: 'And let it go on when you log out.',
  file: null,
  text: 'systemctl --user enable podman-restart.service\nloginctl enable-linger',
};

function runCommand(plan: DaemonPlan): string {
  const { name } = plan;
  return shellCommand(
    `podman run --detach --name ${name} --hostname ${name} --restart always`,
    // The person who starts it is the user of the image: what the agents write in mounted folders is theirs.
    ...(plan.rootful ? [] : [`--userns keep-id:uid=${UID},gid=${UID}`]),
    // SELinux would keep a container from folders of the home directory, or have them relabelled.
    '--security-opt label=disable',
    ...(plan.onSameMachine ? ['--network host'] : []),
    `--secret ${name},uid=${UID},gid=${UID},mode=0400`,
    ...plan.volumes.map(({ name, target, readOnly }) => `--volume ${name}:${target}${readOnly ? ':ro' : ''}`),
    ...plan.binds.map(
      ({ source, target, readOnly }) => `--volume ${shellPaths(source, ':', target, readOnly ? ':ro' : '')}`,
    ),
    ...plan.variables.map((name) => `--env ${shellWord(name)}`),
    IMAGE,
    ...daemonFlags(plan, secretFile(name)).map((words) => shellLine(...words)),
  );
}
