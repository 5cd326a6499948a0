import { HostId } from '@drover/protocol';
import { z } from 'zod';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Something that this browser remembers of each host, under one key of its local storage. */
export class HostMemory<T extends z.ZodType> {
  readonly #storage: Storage;
  readonly #key: string;
  readonly #all: z.ZodRecord<typeof HostId, T>;

  constructor(storage: Storage, key: string, memory: T) {
    this.#storage = storage;
    this.#key = key;
    this.#all = z.record(HostId, memory);
  }

  of(hostId: HostId): z.output<T> | undefined {
    return this.#read()[hostId];
  }

  remember(hostId: HostId, memory: z.output<T>): void {
    this.#storage.setItem(this.#key, JSON.stringify({ ...this.#read(), [hostId]: memory }));
  }

  /** What another version or another hand left there counts as nothing. */
  #read(): Record<HostId, z.output<T>> {
    try {
      return this.#all.parse(JSON.parse(this.#storage.getItem(this.#key) ?? '{}'));
    } catch {
      return {};
    }
  }
}
