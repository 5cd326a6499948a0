import { HOST_TOKEN_PLACEHOLDER, shellWord } from '@drover/protocol';
import { type DeploymentStep, ownAuthority, plainWarning, unrecorded, WHY_SPACES } from './common-steps.ts';
import { daemonFlags } from './daemon-flags.ts';
import type { Place } from './place.ts';
import type { DaemonPlan } from './plan.ts';
import { shellCommand, shellLine, shellPaths } from './shell.ts';

/** Without a container: the daemon as a service of the person's own systemd. */
export function systemdSteps(plan: DaemonPlan): DeploymentStep[] {
  const tokenFile: Place = { inHome: true, rest: `/.config/drover/${plan.name}.token` };
  return [
    {
      title: 'Hand over the token',
      explanation: `It goes into a file that only you can read. ${WHY_SPACES}`,
      file: null,
      text: unrecorded(
        'mkdir -p -m 700 "$HOME"/.config/drover',
        `(umask 077; printf '%s' ${shellWord(HOST_TOKEN_PLACEHOLDER)} > ${shellPaths(tokenFile)})`,
      ),
    },
    {
      title: 'Install the daemon as a service',
      explanation:
        "In a checkout of Drover on that machine, of the same version as the hub's. It needs Node 18 or newer, npm, g++, make and python3 there, and the agents themselves." +
        plainWarning(plan) +
        ownAuthority(
          plan,
          'say `export NODE_EXTRA_CA_CERTS=/path/to/ca.pem` before it: the service keeps that',
        ),
      file: null,
      text: [
        `mkdir -p ${shellPaths(plan.projectsRoot)}`,
        shellCommand(
          './drover daemon install',
          ...daemonFlags(plan, tokenFile).map((words) => shellLine(...words)),
        ),
      ].join('\n'),
    },
  ];
}
