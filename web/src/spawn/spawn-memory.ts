import { type HostId, HostPath, ModelName, ProfileName, SetupHash } from '@drover/protocol';
import { z } from 'zod';
import { HostMemory } from '../hosts/host-memory.ts';

const MAX_RECENT = 8;
const MAX_AGREED = 64;

/** What was chosen on a host, the latest first. */
const LastChoices = z.object({
  profile: ProfileName,
  /** Project directories. */
  recent: z.array(HostPath).max(MAX_RECENT),
  /** Models by profile. */
  models: z.record(ProfileName, z.array(ModelName).max(MAX_RECENT)).default({}),
  /** Set-ups of projects that the person has read and agreed to. */
  agreed: z
    .array(z.object({ project: HostPath, hash: SetupHash }))
    .max(MAX_AGREED)
    .default([]),
});

/** What was started; `model` empty for the tool's own choice, `setup` null for none. */
export type Started = { profile: string; projectDir: string; model: string; setup: Agreed | null };
type Agreed = { project: string; hash: string };

/** Last choices of the spawn dialog, remembered per host in this browser. */
export class SpawnMemory extends HostMemory<typeof LastChoices> {
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    super(storage, 'drover.spawn', LastChoices);
  }

  started(hostId: HostId, { profile, projectDir, model, setup }: Started): void {
    const last = this.of(hostId);
    const models = { ...last?.models };
    if (model) models[profile] = [model, ...without(models[profile], model)].slice(0, MAX_RECENT);
    this.remember(hostId, {
      profile,
      recent: [projectDir, ...without(last?.recent, projectDir)].slice(0, MAX_RECENT),
      models,
      agreed: setup ? agreedWith(setup, last?.agreed) : (last?.agreed ?? []),
    });
  }

  hasAgreed(hostId: HostId, { project, hash }: Agreed): boolean {
    return Boolean(this.of(hostId)?.agreed.some((one) => one.project === project && one.hash === hash));
  }
}

const without = (values: readonly string[] = [], value: string) => values.filter((one) => one !== value);

/** What a person agreed to is of one version of a project's set-up. */
const agreedWith = (setup: Agreed, before: readonly Agreed[] = []): Agreed[] =>
  [setup, ...before.filter(({ project }) => project !== setup.project)].slice(0, MAX_AGREED);
