import {
  type Host,
  type HostId,
  type HubState,
  hasRole,
  type Picture,
  type ProcessUse,
  type Role,
  type Session,
  type SessionId,
  type User,
} from '@drover/protocol';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { FleetState } from './fleet-store.ts';
import type { ConnectionState, HubConnection } from './hub-connection.ts';
import type { Live } from './live.ts';

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive needs a LiveContext above it');
  return live;
}

export const useHubConnection = (): HubConnection => useLive().connection;

export function useConnectionState(): ConnectionState {
  const { connection } = useLive();
  const subscribe = useCallback((listener: () => void) => connection.onState(listener), [connection]);
  return useSyncExternalStore(subscribe, () => connection.state);
}

/** @param select must return the same value as long as what it reads is the same */
export function useFleetValue<T>(select: (state: FleetState) => T): T {
  const { fleet } = useLive();
  return useSyncExternalStore(fleet.subscribe, () => select(fleet.state));
}

export const useFleet = (): FleetState => useFleetValue((state) => state);

export const useHost = (hostId: HostId | undefined): Host | undefined =>
  useFleetValue((state) => (hostId === undefined ? undefined : state.hosts.get(hostId)));

/** Undefined while the fleet is not loaded, and when the session is not (or no longer) in it. */
export const useSession = (sessionId: SessionId): Session | undefined =>
  useFleetValue((state) => state.sessions.get(sessionId));

/** Who is logged in here; null while the fleet is not loaded. */
export const useMe = (): User | null => useFleetValue((state) => state.me);

/** Whether who is logged in may do what needs `role`. What they may not is not offered, and refused by the hub. */
export const useMay = (role: Role): boolean =>
  useFleetValue(({ me }) => me !== null && hasRole(me.role, role));

export const useHubState = (): HubState => useFleetValue((state) => state.hub);

/** The hub's version; empty while the fleet is not loaded. */
export const useHubVersion = (): string => useFleetValue((state) => state.version);

export const useFleetLoaded = (): boolean => useFleetValue((state) => state.loaded);

export function usePicture(sessionId: SessionId): Picture | undefined {
  const { pictures } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => pictures.subscribe(sessionId, listener),
    [pictures, sessionId],
  );
  return useSyncExternalStore(subscribe, () => pictures.get(sessionId));
}

/** What its processes used when that was last told; undefined while nobody has. */
export function useProcessUse(sessionId: SessionId): ProcessUse | undefined {
  const { processes } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => processes.subscribe(sessionId, listener),
    [processes, sessionId],
  );
  return useSyncExternalStore(subscribe, () => processes.get(sessionId));
}
