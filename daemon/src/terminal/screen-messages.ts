import type { Picture, Size } from '@drover/protocol';
import type { Mark } from './marks.ts';
import type { ScreenSource, Snapshot } from './screen.ts';

/** From the daemon to its screen thread. */
export type ToScreens =
  | { kind: 'open'; source: ScreenSource; end: number }
  | { kind: 'grew'; ends: [sessionId: string, end: number][] }
  | { kind: 'resized'; sessionId: string; offset: number; size: Size }
  | { kind: 'ended'; sessionId: string; end: number }
  | { kind: 'snapshot'; sessionId: string; requestId: number; wanted: number }
  | { kind: 'text'; sessionId: string; requestId: number }
  | { kind: 'pictures'; all: boolean }
  | { kind: 'close'; sessionId: string };

/** From the screen thread to the daemon. */
export type FromScreens =
  | { kind: 'reply'; sessionId: string; text: string }
  /** How far a screen has come, while it has far to go. */
  | { kind: 'parsed'; sessionId: string; offset: number }
  | { kind: 'title'; sessionId: string; title: string }
  | { kind: 'mark'; sessionId: string; mark: Mark }
  | { kind: 'text'; requestId: number; rows: string[] | undefined }
  | { kind: 'snapshot'; requestId: number; snapshot: Snapshot | undefined }
  | { kind: 'pictures'; pictures: Picture[] };
