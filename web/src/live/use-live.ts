import type { Host, HostId, Picture, Session, SessionId } from '@drover/protocol';
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
function useFleetValue<T>(select: (state: FleetState) => T): T {
  const { fleet } = useLive();
  return useSyncExternalStore(fleet.subscribe, () => select(fleet.state));
}

export const useFleet = (): FleetState => useFleetValue((state) => state);

export const useHost = (hostId: HostId | undefined): Host | undefined =>
  useFleetValue((state) => (hostId === undefined ? undefined : state.hosts.get(hostId)));

/** Undefined while the fleet is not loaded, and when the session is not (or no longer) in it. */
export const useSession = (sessionId: SessionId): Session | undefined =>
  useFleetValue((state) => state.sessions.get(sessionId));

export const useFleetLoaded = (): boolean => useFleetValue((state) => state.loaded);

export function usePicture(sessionId: SessionId): Picture | undefined {
  const { pictures } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => pictures.subscribe(sessionId, listener),
    [pictures, sessionId],
  );
  return useSyncExternalStore(subscribe, () => pictures.get(sessionId));
}
