import { DroverError, type Host, type HostId } from '@drover/protocol';
import type { Daemon } from './ports.ts';

/** The daemons that are connected now, at most one per host. */
export class Daemons {
  readonly #byHost = new Map<HostId, Daemon>();

  add(daemon: Daemon): void {
    this.#byHost.set(daemon.hostId, daemon);
  }

  /** Nothing when another daemon has taken its place. */
  remove(daemon: Daemon): void {
    if (this.#byHost.get(daemon.hostId) === daemon) this.#byHost.delete(daemon.hostId);
  }

  all(): Iterable<Daemon> {
    return this.#byHost.values();
  }

  find(hostId: HostId): Daemon | undefined {
    return this.#byHost.get(hostId);
  }

  /** Throws `host_offline`. */
  of(host: Host): Daemon {
    const daemon = this.#byHost.get(host.hostId);
    if (!daemon) throw hostOffline(host);
    return daemon;
  }
}

export const hostOffline = (host: Pick<Host, 'name'>) =>
  new DroverError(
    'host_offline',
    `Host \`${host.name}\` is offline. Try again when its daemon is connected.`,
  );
