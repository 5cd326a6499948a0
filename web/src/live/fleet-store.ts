import type { Fleet, Host, HostId, HubState, Session, SessionId, User } from '@drover/protocol';
import type { HubConnection } from './hub-connection.ts';
import { Listeners } from './listeners.ts';

export type FleetState = {
  /** False until the hub has told the fleet for the first time. */
  loaded: boolean;
  /** The hub's version; empty until loaded. */
  version: string;
  /** Who watches; null until loaded. */
  me: User | null;
  hub: HubState;
  hosts: ReadonlyMap<HostId, Host>;
  sessions: ReadonlyMap<SessionId, Session>;
};

const EMPTY: FleetState = {
  loaded: false,
  version: '',
  me: null,
  hub: { storageFull: false, release: null },
  hosts: new Map(),
  sessions: new Map(),
};

/** Hosts and sessions as the hub last told them. Every change is a new state; what did not change stays identical. */
export class FleetStore {
  #state = EMPTY;
  readonly #changed = new Listeners<[]>();

  get state(): FleetState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => this.#changed.add(listener);

  /** Follows what `connection` tells; returns how to stop. */
  follow(connection: HubConnection): () => void {
    const stops = [
      connection.on('fleet', (fleet) => this.replace(fleet)),
      connection.on('hub', (hub) => this.setHub(hub)),
      connection.on('host', (host) => this.setHost(host)),
      connection.on('host-gone', ({ hostId }) => this.removeHost(hostId)),
      connection.on('session', (session) => this.setSession(session)),
      connection.on('session-gone', ({ sessionId }) => this.removeSession(sessionId)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  replace(fleet: Fleet): void {
    this.#set({
      loaded: true,
      version: fleet.version,
      me: fleet.me,
      hub: fleet.hub,
      hosts: new Map(fleet.hosts.map((host) => [host.hostId, host])),
      sessions: new Map(fleet.sessions.map((session) => [session.sessionId, session])),
    });
  }

  setHub(hub: HubState): void {
    this.#set({ ...this.#state, hub });
  }

  setHost(host: Host): void {
    this.#set({ ...this.#state, hosts: new Map(this.#state.hosts).set(host.hostId, host) });
  }

  /** With its sessions. */
  removeHost(hostId: HostId): void {
    const hosts = new Map(this.#state.hosts);
    if (!hosts.delete(hostId)) return;
    const sessions = [...this.#state.sessions].filter(([, session]) => session.hostId !== hostId);
    this.#set({ ...this.#state, hosts, sessions: new Map(sessions) });
  }

  setSession(session: Session): void {
    this.#set({ ...this.#state, sessions: new Map(this.#state.sessions).set(session.sessionId, session) });
  }

  removeSession(sessionId: SessionId): void {
    const sessions = new Map(this.#state.sessions);
    if (sessions.delete(sessionId)) this.#set({ ...this.#state, sessions });
  }

  /** Forgets everything, as after logging out. */
  clear(): void {
    this.#set(EMPTY);
  }

  #set(state: FleetState): void {
    this.#state = state;
    this.#changed.tell();
  }
}
