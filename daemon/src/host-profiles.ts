import { availableParallelism, hostname } from 'node:os';
import { loadProfiles, type Profile } from '@drover/profiles';
import { DroverError, type HostFacts, type HostPolicy } from '@drover/protocol';
import type { Logger } from 'pino';
import { memoryBytes } from './load/load-meter.ts';
import { type Policy, policyFacts, profileDenial, spawnDenial } from './policy/index.ts';
import { availability, describeProfile } from './profiles/index.ts';

export type HostProfilesOptions = {
  profilesDir: string;
  policy: Policy;
  /** What holds sessions within the policy's limits. */
  enforcedBy: HostPolicy['limits']['enforcedBy'];
  env: NodeJS.ProcessEnv;
  version: string;
  log: Logger;
};

/** What can be started on this machine. */
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

  /** The profile of this name. Throws `unknown_profile`, `denied_by_host_policy`, `profile_unavailable`. */
  permitted(name: string, hasPrompt: boolean): Profile {
    const { env, policy } = this.#options;
    const profile = this.#loaded.profiles.find((candidate) => candidate.name === name);
    if (!profile) {
      const known = this.#loaded.profiles.map((other) => other.name).join(', ');
      throw new DroverError(
        'unknown_profile',
        `This host has no profile of that name; it has ${known || 'none'}.`,
      );
    }
    const denial = spawnDenial(policy, profile, hasPrompt);
    if (denial) throw new DroverError('denied_by_host_policy', denial);
    const missing = availability(profile, env);
    if (missing) throw new DroverError('profile_unavailable', missing);
    return profile;
  }
}
