import { availableParallelism, hostname } from 'node:os';
import { loadProfiles } from '@drover/profiles';
import { DroverError, type HostFacts, type HostPolicy, type SpawnRequest } from '@drover/protocol';
import type { Logger } from 'pino';
import { memoryBytes } from './load/load-meter.ts';
import { type Policy, policyFacts, profileDenial, spawnDenial } from './policy/index.ts';
import { applySeeds, availability, describeProfile, type LaunchPlan, planLaunch } from './profiles/index.ts';
import { resolveProjectDir } from './projects/roots.ts';

export type HostProfilesOptions = {
  profilesDir: string;
  policy: Policy;
  /** What holds sessions within the policy's limits. */
  enforcedBy: HostPolicy['limits']['enforcedBy'];
  env: NodeJS.ProcessEnv;
  home: string;
  version: string;
  log: Logger;
};

/** What can be started on this machine, and where. */
export class HostProfiles {
  readonly #options: HostProfilesOptions;
  readonly #loaded;

  constructor(options: HostProfilesOptions) {
    this.#options = options;
    this.#loaded = loadProfiles(options.profilesDir);
    for (const fault of this.#loaded.faults) options.log.warn(fault, 'a profile cannot be used');
  }

  facts(): HostFacts {
    const { env, policy, enforcedBy, version } = this.#options;
    return {
      hostname: hostname(),
      platform: `${process.platform} ${process.arch}`,
      version,
      roots: policy.roots,
      profiles: this.#loaded.profiles.map((profile) =>
        describeProfile(profile, env, profileDenial(policy, profile)),
      ),
      profileFaults: this.#loaded.faults,
      cpus: availableParallelism(),
      memoryBytes: memoryBytes(),
      policy: policyFacts(policy, enforcedBy),
    };
  }

  /**
   * Plans a session and seeds what its tool needs. Throws `unknown_profile`, `denied_by_host_policy`,
   * `profile_unavailable`, and what `resolveProjectDir` and `planLaunch` throw.
   */
  async plan(request: SpawnRequest): Promise<LaunchPlan> {
    const { env, home, policy, log } = this.#options;
    const profile = this.#loaded.profiles.find(({ name }) => name === request.profile);
    if (!profile) {
      const known = this.#loaded.profiles.map(({ name }) => name).join(', ');
      throw new DroverError(
        'unknown_profile',
        `This host has no profile of that name; it has ${known || 'none'}.`,
      );
    }
    const denial = spawnDenial(policy, profile, request.prompt !== null);
    if (denial) throw new DroverError('denied_by_host_policy', denial);
    const missing = availability(profile, env);
    if (missing) throw new DroverError('profile_unavailable', missing);
    const projectDir = await resolveProjectDir(request.projectDir, policy.roots, home);
    const { sessionId, prompt } = request;
    const plan = planLaunch({ profile, sessionId, projectDir, prompt, hostEnv: env, home });
    for (const sentence of applySeeds(plan.seeds)) log.warn(sentence);
    return plan;
  }
}
