import { DroverError, type HostPolicy } from '@drover/protocol';
import type { LimitsPolicy } from '../policy/index.ts';
import { readHierarchies } from './cgroup-mounts.ts';
import { cgroupV1 } from './cgroup-v1.ts';
import { cgroupV2 } from './cgroup-v2.ts';
import type { Enforcer, Place } from './enforcer.ts';
import { systemdScope } from './systemd-scope.ts';

/** Puts each session within the limits of this machine's policy, by whatever can enforce them here. */
export class Limiter {
  readonly #limits: LimitsPolicy;
  readonly #enforcer: Enforcer | null;

  constructor(limits: LimitsPolicy, enforcer: Enforcer | null) {
    this.#limits = limits;
    this.#enforcer = enforcer;
  }

  /** Looks for an enforcer only if there is something to enforce. */
  static onThisMachine(limits: LimitsPolicy): Limiter {
    return new Limiter(limits, isLimited(limits) ? findEnforcer() : null);
  }

  /** Null when there are no limits, or nothing enforces them. */
  get enforcedBy(): HostPolicy['limits']['enforcedBy'] {
    return this.#enforcer?.enforcedBy ?? null;
  }

  /** What is wrong, in words for the log; null when all is well. */
  get complaint(): string | null {
    if (this.#enforcer || !isLimited(this.#limits)) return null;
    return 'nothing on this machine can enforce the limits of its policy: it has neither writable control groups nor a systemd of the user';
  }

  /** Throws `denied_by_host_policy` when limits are required and nothing enforces them. */
  check(): void {
    if (!this.complaint || !this.#limits.required) return;
    throw new DroverError(
      'denied_by_host_policy',
      'The policy of this machine requires limits for each session, and nothing on it can enforce them.',
    );
  }

  /** Null without limits. */
  place(sessionId: string): Place | null {
    return this.#enforcer?.place(sessionId, this.#limits) ?? null;
  }
}

const isLimited = ({ memoryBytes, tasks }: LimitsPolicy): boolean => memoryBytes !== null || tasks !== null;

function findEnforcer(): Enforcer | null {
  const hierarchies = readHierarchies();
  return systemdScope(hierarchies) ?? cgroupV2(hierarchies) ?? cgroupV1(hierarchies);
}
