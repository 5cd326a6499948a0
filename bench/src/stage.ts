import type { Cpu } from './machine/cpu.ts';

/** Where programs run and viewers reach them: a whole Drover, or the bare relay it is measured against. */
export type Stage = {
  /** Runs a command line with `sh -c` in a terminal. */
  start: (command: string) => Promise<Program>;
  /** What its parts have used so far. */
  cpu: () => Cpu;
};

/** A program in a terminal, for viewers in processes of their own. */
export type Program = { place: Place; stop: () => Promise<void> };

/** How a viewer finds a program. */
export type Place =
  | { kind: 'drover'; url: string; cookie: string; sessionId: string }
  | { kind: 'bare'; port: number; stream: number };

export const TERMINAL_SIZE = { cols: 120, rows: 32 };
