import { DroverError, type Host, type HostId } from '@drover/protocol';
import type { Daemon } from './ports.ts';

/** The daemons that are connected now, at most one per host. */
export class Daemons {
  readonly #byHost = new Map<HostId, Daemon>();
  readonly #awaited = new Map<HostId, PromiseWithResolvers<Daemon>>();

  add(daemon: Daemon): void {
    this.#byHost.set(daemon.hostId, daemon);
    this.#awaited.get(daemon.hostId)?.resolve(daemon);
    this.#awaited.delete(daemon.hostId);
  }

  /** The next daemon that connects for a host, however long that takes. */
  next(hostId: HostId): Promise<Daemon> {
    const awaited = this.#awaited.get(hostId) ?? Promise.withResolvers<Daemon>();
    this.#awaited.set(hostId, awaited);
    return awaited.promise;
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

  /** Throws `host_offline` or `revoked`. */
  of(host: Host): Daemon {
    const daemon = this.#byHost.get(host.hostId);
    if (!daemon) throw hostAway(host);
    return daemon;
  }
}

export function hostAway({ name, access }: Pick<Host, 'name' | 'access'>): DroverError {
  if (access === 'revoked') {
    const words = `Host access revoked: \`${name}\` may not connect. An admin can give it a new token.`;
    return new DroverError('revoked', words);
  }
  return new DroverError(
    'host_offline',
    `Host \`${name}\` is offline. Try again when its daemon is connected.`,
  );
}
