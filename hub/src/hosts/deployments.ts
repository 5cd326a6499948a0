import { type HostSettings, readTemplate, renderDeployment } from '@drover/deployment';
import { loadProfiles, type Profile, SHIPPED_PROFILES } from '@drover/profiles';
import { type Deployment, type DeploymentQuery, DroverError, type Host, meansItself } from '@drover/protocol';

/** How a host's daemon is brought onto its machine. `hubUrl` is where that machine finds the hub. Throws `unknown_profile`. */
export function deploymentOf(
  host: Host,
  hubUrl: string,
  { kind, root, profiles, rootful }: DeploymentQuery,
): Deployment {
  const settings: HostSettings = {
    hostName: host.name,
    hubUrl,
    projectsRoot: root,
    profiles: shippedProfiles(profiles),
    rootful,
  };
  const note = meansItself(new URL(hubUrl).hostname) ? `${OUT_OF_REACH(hubUrl)} ` : '';
  const steps = renderDeployment(kind, settings, readTemplate());
  return {
    steps: steps.map((step, index) =>
      index === 0 ? { ...step, explanation: note + step.explanation } : step,
    ),
  };
}

/** Those that come with Drover: all that have been tried, or those named. */
function shippedProfiles(names: readonly string[] | undefined): Profile[] {
  const { profiles } = loadProfiles(SHIPPED_PROFILES);
  if (!names) return profiles.filter(({ untested }) => !untested);
  return names.map((name) => {
    const profile = profiles.find((one) => one.name === name);
    if (profile) return profile;
    const known = profiles.map((one) => one.name).join(', ');
    throw new DroverError('unknown_profile', `profiles: must be some of ${known}`);
  });
}

const OUT_OF_REACH = (hubUrl: string) =>
  `Another machine cannot reach this hub at ${hubUrl}: these steps are for the machine that the hub runs on. For others, start the hub with PUBLIC_URL set to the address under which they reach it, such as https://drover.example, and look here again.`;
