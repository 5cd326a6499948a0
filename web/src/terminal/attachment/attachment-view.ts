import type { ResetReason, Size } from '@drover/protocol';
import type { Phase } from './phase.ts';
import { NOTHING_UNDELIVERED, type Undelivered } from './undelivered.ts';

export type Control = {
  /** This viewer's typing and size are the ones that count. */
  mine: boolean;
  /** Who has control; null when nobody has. */
  name: string | null;
  viewers: number;
};

/** Output that this terminal does not have. */
export type Truncation = {
  reason: ResetReason;
  /** Oldest byte that is still kept. */
  floor: number;
  /** Bytes between what the terminal had before and where it goes on; 0 when it had nothing. */
  skipped: number;
};

/** What there is to say about an attachment. Every change is a new object. */
export type AttachmentView = {
  readonly phase: Phase;
  readonly control: Control;
  /** The session's size; null until first told. */
  readonly size: Size | null;
  readonly truncation: Truncation | null;
  readonly undelivered: Undelivered;
  /** Who took control from this viewer; null while nobody did, and once it is forgotten. */
  readonly takenBy: string | null;
};

export const NO_CONTROL: Control = { mine: false, name: null, viewers: 0 };

export const initialView = (): AttachmentView => ({
  phase: { kind: 'attaching' },
  control: NO_CONTROL,
  size: null,
  truncation: null,
  undelivered: NOTHING_UNDELIVERED,
  takenBy: null,
});
