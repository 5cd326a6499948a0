import { useSyncExternalStore } from 'react';
import { useHubConnection } from '../live/use-live.ts';
import { onTick } from './ticker.ts';

const wholeSecond = (ms: number) => Math.floor(ms / 1_000) * 1_000;

/** This machine's time in whole seconds; draws again every second. */
export const useNow = (): number => useSyncExternalStore(onTick, () => wholeSecond(Date.now()));

/** The hub's time in whole seconds, to compare with times that the hub told; draws again every second. */
export function useHubNow(): number {
  const { clock } = useHubConnection();
  return useSyncExternalStore(onTick, () => wholeSecond(clock.now()));
}
