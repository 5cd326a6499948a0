import { DroverError, type HostId } from '@drover/protocol';
import type { ServerSocket } from '../socket-server.ts';
import { isAlive } from './liveness.ts';

type Lease = { instanceId: string; socket: ServerSocket };

/** Sees to it that one daemon at a time speaks for a host. */
export class Leases {
  readonly #probeMs: number;
  readonly #byHost = new Map<HostId, Lease>();

  constructor(probeMs: number) {
    this.#probeMs = probeMs;
  }

  /**
   * Gives the host to a daemon. One that holds it already keeps it when it still answers and is another program;
   * else its connection is closed. Throws `host_already_connected`.
   */
  async take(hostId: HostId, lease: Lease): Promise<void> {
    for (let holder = this.#byHost.get(hostId); holder; holder = this.#byHost.get(hostId)) {
      const isOther = holder.instanceId !== lease.instanceId;
      if (isOther && (await isAlive(holder.socket, this.#probeMs))) throw alreadyConnected();
      holder.socket.disconnect(true);
      this.#release(hostId, holder);
    }
    this.#byHost.set(hostId, lease);
    lease.socket.once('disconnect', () => this.#release(hostId, lease));
  }

  #release(hostId: HostId, lease: Lease): void {
    if (this.#byHost.get(hostId) === lease) this.#byHost.delete(hostId);
  }
}

const alreadyConnected = () =>
  new DroverError('host_already_connected', 'Another daemon is connected with this token; stop it first.');
