import { HostId, HostPath, ProfileName } from '@drover/protocol';
import { z } from 'zod';

/** What was chosen last on a host; `recent` are project directories, latest first. */
const HostMemory = z.object({ profile: ProfileName, recent: z.array(HostPath).max(8) });
type HostMemory = z.infer<typeof HostMemory>;

const Memory = z.record(HostId, HostMemory);

const KEY = 'drover.spawn';
const MAX_RECENT = 8;

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Last choices of the spawn dialog, remembered per host in this browser. */
export class SpawnMemory {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  of(hostId: HostId): HostMemory | undefined {
    return this.#read()[hostId];
  }

  remember(hostId: HostId, profile: string, projectDir: string): void {
    const memory = this.#read();
    const others = (memory[hostId]?.recent ?? []).filter((path) => path !== projectDir);
    memory[hostId] = { profile, recent: [projectDir, ...others].slice(0, MAX_RECENT) };
    this.#storage.setItem(KEY, JSON.stringify(memory));
  }

  /** What another version or another hand left there counts as nothing. */
  #read(): z.infer<typeof Memory> {
    try {
      return Memory.parse(JSON.parse(this.#storage.getItem(KEY) ?? '{}'));
    } catch {
      return {};
    }
  }
}
