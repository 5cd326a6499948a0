import type { DeploymentKind } from '@drover/protocol';
import type { DeploymentStep } from './common-steps.ts';
import { composeSteps } from './compose.ts';
import { renderContainerfile } from './containerfile.ts';
import { type HostSettings, planDaemon } from './plan.ts';
import { podmanSteps } from './podman.ts';
import { quadletSteps } from './quadlet.ts';
import { systemdSteps } from './systemd.ts';

/**
 * What a person does, in order, to bring a daemon onto a machine. `template` is that of the daemon's Containerfile.
 * Throws `invalid_body` for an address or a folder that cannot be written down safely.
 */
export function renderDeployment(
  kind: DeploymentKind,
  settings: HostSettings,
  template: string,
): DeploymentStep[] {
  const plan = planDaemon(settings);
  if (kind === 'systemd') return systemdSteps(plan);
  const containerfile = renderContainerfile(template, settings.profiles);
  return { podman: podmanSteps, compose: composeSteps, quadlet: quadletSteps }[kind](plan, containerfile);
}
