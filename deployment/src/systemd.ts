import { HOST_TOKEN_PLACEHOLDER } from '@drover/protocol';
import { type DeploymentStep, plainWarning } from './common-steps.ts';
import { daemonFlags } from './daemon-flags.ts';
import type { Place } from './place.ts';
import type { DaemonPlan } from './plan.ts';
import { shellCommand, shellLine, shellPaths, shellWord } from './shell.ts';

/** Without a container: the daemon as a service of the person's own systemd. */
export function systemdSteps(plan: DaemonPlan): DeploymentStep[] {
  const tokenFile: Place = { inHome: true, rest: `/.config/drover/${plan.name}.token` };
  return [
    {
      title: 'Hand over the token',
      explanation: 'It goes into a file that only you can read.',
      file: null,
      text: [
        'umask 077',
        'mkdir -p "$HOME"/.config/drover',
        `printf '%s' ${shellWord(HOST_TOKEN_PLACEHOLDER)} > ${shellPaths(tokenFile)}`,
      ].join('\n'),
    },
    {
      title: 'Install the daemon as a service',
      explanation:
        "In a checkout of Drover on that machine, best of the hub's version. The agents themselves must be installed there." +
        plainWarning(plan),
      file: null,
      text: shellCommand(
        './drover daemon install',
        ...daemonFlags(plan, tokenFile).map((words) => shellLine(...words)),
      ),
    },
  ];
}
