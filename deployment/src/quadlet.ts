import { DroverError } from '@drover/protocol';
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
import { daemonFlags, type Word } from './daemon-flags.ts';
import { envFileStep } from './env-file.ts';
import type { Place } from './place.ts';
import type { DaemonPlan } from './plan.ts';

/** What systemd, or what makes services of quadlets, reads as something else in one version or another. */
const SPECIAL = /[\s"'\\$%]/;

const UNITS: Place = { inHome: true, rest: '/.config/containers/systemd' };
const SETTINGS: Place = { inHome: true, rest: '/.config/drover' };

const QUADLET_AUTHORITY = `add the lines \`Volume=%h/.config/drover/ca.pem:${AUTHORITY_FILE}:ro\` and \`Environment=NODE_EXTRA_CA_CERTS=${AUTHORITY_FILE}\` below \`[Container]\``;

/** Throws `invalid_body` for a folder that cannot be written down in a unit. */
export function quadletSteps(plan: DaemonPlan, containerfile: string): DeploymentStep[] {
  refuseSpecial(plan.projectsRoot);
  return [
    containerfileStep(plan, containerfile),
    buildStep,
    podmanSecretStep(plan),
    foldersStep(plan, [UNITS, SETTINGS]),
    envFileStep(plan, `~/.config/drover/${plan.name}.env`),
    {
      title: 'Describe the container',
      explanation: `A quadlet, of which systemd makes a service. It needs podman 4.5 or newer.${plainWarning(plan)}${ownAuthority(plan, QUADLET_AUTHORITY)}`,
      file: `~/.config/containers/systemd/${plan.name}.container`,
      text: containerUnit(plan),
    },
    ...plan.volumes.map(({ name, why }) => ({
      title: 'Describe a volume',
      explanation: `For ${why}.`,
      file: `~/.config/containers/systemd/${name}.volume`,
      text: `[Volume]\nVolumeName=${name}\n`,
    })),
    {
      title: 'Start the daemon',
      explanation: 'It is started with the machine from now on, and goes on when you log out.',
      file: null,
      text: `systemctl --user daemon-reload\nsystemctl --user start ${plan.name}\nloginctl enable-linger`,
    },
  ];
}

function refuseSpecial({ rest }: Place): void {
  if (!SPECIAL.test(rest)) return;
  throw new DroverError(
    'invalid_body',
    'A quadlet cannot hold a folder with spaces, quotation marks, "\\", "$" or "%" in its name; choose another folder, or another way to run the daemon.',
  );
}

const containerUnit = (plan: DaemonPlan): string =>
  [
    '[Unit]',
    `Description=Drover daemon (${plan.name})`,
    'After=network-online.target',
    'Wants=network-online.target',
    '',
    '[Container]',
    `Image=${IMAGE}`,
    `ContainerName=${plan.name}`,
    ...(plan.rootful ? [] : [`UserNS=keep-id:uid=${UID},gid=${UID}`]),
    'SecurityLabelDisable=true',
    ...(plan.onSameMachine ? ['Network=host'] : []),
    `Secret=${plan.name},uid=${UID},gid=${UID},mode=0400`,
    `EnvironmentFile=%h/.config/drover/${plan.name}.env`,
    ...plan.volumes.map(
      ({ name, target, readOnly }) => `Volume=${name}.volume:${target}${readOnly ? ':ro' : ''}`,
    ),
    ...plan.binds.map(
      ({ source, target, readOnly }) => `Volume=${word(source)}:${word(target)}${readOnly ? ':ro' : ''}`,
    ),
    `Exec=${daemonFlags(plan, secretFile(plan.name)).flat().map(word).join(' ')}`,
    '',
    '[Service]',
    'Restart=always',
    '',
    '[Install]',
    'WantedBy=default.target',
    '',
  ].join('\n');

/** `%h` is the home directory. */
const word = (text: Word): string =>
  typeof text === 'string' ? text : `${text.inHome ? '%h' : ''}${text.rest}`;
