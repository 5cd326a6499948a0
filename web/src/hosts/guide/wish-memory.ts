import { DeploymentKind, HostId } from '@drover/protocol';
import { z } from 'zod';
import type { DeploymentWish } from '../../api/hosts.ts';

const Wish = z.object({ kind: DeploymentKind, root: z.string(), rootful: z.boolean() });

const Memory = z.record(HostId, Wish);

const KEY = 'drover.deployments';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** How each host was set up last from this browser: a new token goes where the old one was put. */
export class WishMemory {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  of(hostId: HostId): DeploymentWish | undefined {
    return this.#read()[hostId];
  }

  remember(hostId: HostId, wish: DeploymentWish): void {
    this.#storage.setItem(KEY, JSON.stringify({ ...this.#read(), [hostId]: wish }));
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
