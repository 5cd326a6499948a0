import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { Listeners } from '../live/listeners.ts';

export const DEFAULT_FONT_PX = 14;
const MIN_FONT_PX = 6;
const MAX_FONT_PX = 40;

/** What a person sets for all terminals of this browser. What is stored and makes no sense is the default again. */
const Preferences = z.object({
  fontSize: z.number().min(MIN_FONT_PX).max(MAX_FONT_PX).catch(DEFAULT_FONT_PX),
  /** CSS font families; empty for the dashboard's own. */
  fontFamily: z.string().max(200).catch(''),
  copyOnSelect: z.boolean().catch(true),
  bell: z.enum(['flash', 'none']).catch('flash'),
  /** Whether programs may put text on the clipboard (OSC 52). They can never read it. */
  programsMayCopy: z.boolean().catch(false),
  screenReader: z.boolean().catch(false),
  closeHintSeen: z.boolean().catch(false),
});
export type Preferences = z.infer<typeof Preferences>;

const KEY = 'drover.terminal';
const changed = new Listeners<[]>();
let current = read();

export const preferences = (): Preferences => current;

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);

/** Remembered in this browser, and followed by its other windows. */
export function setPreferences(change: Partial<Preferences>): void {
  current = Preferences.parse({ ...current, ...change });
  localStorage.setItem(KEY, JSON.stringify(current));
  changed.tell();
}

/** @param step pixels to add; 0 for the default size */
export function changeFontSize(step: number): void {
  const fontSize = step === 0 ? DEFAULT_FONT_PX : current.fontSize + step;
  setPreferences({ fontSize: Math.max(MIN_FONT_PX, Math.min(MAX_FONT_PX, fontSize)) });
}

function subscribe(listener: () => void): () => void {
  const stop = changed.add(listener);
  window.addEventListener('storage', follow);
  return () => {
    stop();
    window.removeEventListener('storage', follow);
  };
}

function follow(event: StorageEvent): void {
  if (event.key !== KEY) return;
  current = read();
  changed.tell();
}

function read(): Preferences {
  try {
    return Preferences.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return Preferences.parse({});
  }
}
