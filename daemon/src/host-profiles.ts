import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { fingerprint, type LoadedProfiles, loadProfiles, type Profile } from '@drover/profiles';
import { DroverError, type HostFacts, type HostPolicy } from '@drover/protocol';
import type { Logger } from 'pino';
import { memoryBytes } from './load/load-meter.ts';
import { type Policy, policyFacts, profileDenial, spawnDenial } from './policy/index.ts';
import { availability, describeProfile, FolderWatch, GoodProfiles, type ToolHome } from './profiles/index.ts';

export type HostProfilesOptions = {
  profilesDir: string;
  /** The person's own profiles; null for none. It may be absent. */
  ownProfilesDir: string | null;
  /** Where the last good version of each profile is kept. */
  stateDir: string;
  policy: Policy;
  /** What holds sessions within the policy's limits. */
  enforcedBy: HostPolicy['limits']['enforcedBy'];
  env: NodeJS.ProcessEnv;
  home: string;
  version: string;
  log: Logger;
};

/** What can be started on this machine. */
export class HostProfiles {
  readonly #options: HostProfilesOptions;
  readonly #folders: string[];
  readonly #tool: ToolHome;
  readonly #good: GoodProfiles;
  #loaded: LoadedProfiles;
  #fingerprint: string;
  #watch: FolderWatch | undefined;

  constructor(options: HostProfilesOptions) {
    this.#options = options;
    this.#folders = [options.profilesDir, options.ownProfilesDir].filter((folder) => folder !== null);
    this.#tool = { hostEnv: options.env, home: options.home };
    this.#fingerprint = fingerprint(this.#folders);
    this.#good = new GoodProfiles(join(options.stateDir, 'profiles.json'));
    this.#loaded = this.#load(this.#good.read());
  }

  /** Reads profiles again when their files change, and tells when what can be started has changed. */
  watch(changed: (facts: HostFacts) => void): void {
    let told = this.#changeable();
    this.#watch = new FolderWatch(this.#folders, () => {
      this.#reload();
      if (told === this.#changeable()) return;
      told = this.#changeable();
      changed(this.facts());
    });
    this.#watch.start();
  }

  unwatch(): void {
    this.#watch?.stop();
  }

  facts(): HostFacts {
    const { policy, enforcedBy, version } = this.#options;
    return {
      hostname: hostname(),
      platform: `${process.platform} ${process.arch}`,
      version,
      roots: policy.roots,
      profiles: this.#loaded.profiles.map((profile) =>
        describeProfile(profile, this.#tool, profileDenial(policy, profile)),
      ),
      profileFaults: this.#loaded.faults,
      cpus: availableParallelism(),
      memoryBytes: memoryBytes(),
      policy: policyFacts(policy, enforcedBy),
    };
  }

  find(name: string): Profile | undefined {
    return this.#loaded.profiles.find((candidate) => candidate.name === name);
  }

  /** The profile of this name. Throws `unknown_profile`, `denied_by_host_policy`, `profile_unavailable`. */
  permitted(name: string, hasPrompt: boolean): Profile {
    const profile = this.find(name);
    if (!profile) {
      const known = this.#loaded.profiles.map((other) => other.name).join(', ');
      throw new DroverError(
        'unknown_profile',
        `This host has no profile of that name; it has ${known || 'none'}.`,
      );
    }
    const denial = spawnDenial(this.#options.policy, profile, hasPrompt);
    if (denial) throw new DroverError('denied_by_host_policy', denial);
    const missing = availability(profile, this.#tool);
    if (missing) throw new DroverError('profile_unavailable', missing);
    return profile;
  }

  #reload(): void {
    const now = fingerprint(this.#folders);
    if (now === this.#fingerprint) return;
    this.#fingerprint = now;
    this.#loaded = this.#load(this.#loaded.byFile);
    this.#options.log.info({ profiles: this.#loaded.profiles.length }, 'profiles were read again');
  }

  #load(before: LoadedProfiles['byFile']): LoadedProfiles {
    const { profilesDir, ownProfilesDir, log } = this.#options;
    const loaded = loadProfiles(profilesDir, { ownFolder: ownProfilesDir, before });
    for (const fault of loaded.faults) log.warn(fault, 'a profile cannot be used');
    this.#keep(loaded.byFile);
    return loaded;
  }

  /** A full disk is no reason to do without profiles. */
  #keep(byFile: LoadedProfiles['byFile']): void {
    try {
      this.#good.write(byFile);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the good profiles cannot be kept for the next start');
    }
  }

  /** Programs and logins come and go too, without any profile being changed. */
  #changeable(): string {
    const { profiles, profileFaults } = this.facts();
    return JSON.stringify({ profiles, profileFaults });
  }
}
