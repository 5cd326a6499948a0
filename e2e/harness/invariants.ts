import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findRing } from '../../daemon/src/spool/files.ts';
import type { Drover } from './drover.ts';
import { holderSockets } from './holder.ts';
import { processesWith } from './proc.ts';
import { ProducedLines } from './produced.ts';
import type { Program } from './program.ts';
import { Spooled, sha256 } from './spool.ts';
import type { Viewer } from './viewer.ts';

const MiB = 1024 * 1024;

/** How far memory may grow over what it was when all had started. */
const MAX_GROWTH = { hub: 64 * MiB, daemon: 64 * MiB, holder: 24 * MiB };

/** Peak memory of a part when all had started, and since. */
export type Growth = { name: keyof typeof MAX_GROWTH; from: number; to: number };

/** pino's number for `error`. */
const ERROR_LEVEL = 50;

/** How long processes of ended sessions may take to go. */
const GONE_WITHIN_MS = 5_000;

/** How many bytes a producer has printed that the viewer must have seen. */
export type Expected = {
  produced?: number;
  /** Whether a full disk was meant to cost a part of the history; what is left of it is compared. */
  hasGaps?: boolean;
};

/**
 * [I1] [I2] [I3] What is wrong with what a viewer has got: it must be, to the byte, what the holder wrote down, all of
 * it if the end was told, and its content, too, without gap, double or swap.
 */
export function inexact(
  drover: Pick<Drover, 'stateDir'>,
  viewer: Viewer,
  { produced, hasGaps = false }: Expected = {},
): string[] {
  const spooled = new Spooled(drover, viewer.sessionId);
  const lines = new ProducedLines();
  const faults = [...viewer.faults];
  for (const run of viewer.runs) {
    const bytes = Buffer.concat(run.received);
    const from = Math.max(run.from, spooled.floor); // what the quota has cost meanwhile can no longer be compared
    const to = run.from + bytes.length;
    const pieces = hasGaps ? spooled.pieces(from, to) : [{ from, bytes: spooled.read(from, to) }];
    const isSame = pieces.every((piece) => {
      const at = piece.from - run.from;
      return sha256(bytes.subarray(at, at + piece.bytes.length)) === sha256(piece.bytes);
    });
    if (!isSame) faults.push(`what it got from ${from} to ${to} is not what was printed`);
    if (run.from > 0) lines.jump();
    lines.feed(bytes);
  }
  if (viewer.hasEnd && viewer.offset !== spooled.end)
    faults.push(`the end was told at ${viewer.offset}, not at ${spooled.end}`);
  if (produced !== undefined) {
    const printed = Math.max(lines.end, producedBefore(spooled, viewer.offset));
    if (printed !== produced) faults.push(`${printed} bytes of a producer were passed, not ${produced}`);
  }
  return [...faults, ...lines.faults];
}

/** Far enough back from an offset to find a whole line. */
const A_FEW_LINES = 8 * 1024;

/** How far a producer had come before an offset that a viewer may have reached by a snapshot, which has no lines. */
function producedBefore(spooled: Spooled, offset: number): number {
  const lines = new ProducedLines();
  lines.jump();
  lines.feed(spooled.read(Math.max(spooled.floor, offset - A_FEW_LINES), offset));
  return lines.end;
}

/** [I4] Who has grown too much. */
export const overgrown = (growths: Growth[]): string[] =>
  growths
    .filter(({ name, from, to }) => to - from > MAX_GROWTH[name])
    .map(({ name, from, to }) => `the ${name} grew from ${mebibytes(from)} to ${mebibytes(to)} MiB`);

/** [I5] What hub and daemon logged as errors, or printed in their death. */
export const accidents = (programs: Program[]): string[] =>
  programs.flatMap(({ name, output, accident }) => [
    ...(accident ? [accident] : []),
    ...output
      .split('\n')
      .filter(isAlarming)
      .map((line) => `the ${name} said: ${line}`),
  ]);

/** [I5] What is left when all sessions have ended: sockets, memory, and processes that know where this Drover lives. */
export async function leftovers(drover: Pick<Drover, 'ownPaths' | 'stateDir'>): Promise<string[]> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  let processes = processesWith(drover.ownPaths);
  while (processes.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    processes = processesWith(drover.ownPaths);
  }
  return [
    ...processes.map(({ pid, command }) => `process ${pid} is left: ${command}`),
    ...holderSockets(drover).map((name) => `socket ${name} is left`),
    ...rings(drover).map((ring) => `memory ${ring} is left`),
  ];
}

/** What full disks have left in memory. */
const rings = ({ stateDir }: Pick<Drover, 'stateDir'>): string[] =>
  readdirSync(join(stateDir, 'sessions')).flatMap(
    (sessionId) => findRing(join(stateDir, 'sessions', sessionId, 'spool')) ?? [],
  );

/** Lines that are no log at all come from a crash. */
function isAlarming(line: string): boolean {
  if (line === '') return false;
  try {
    return JSON.parse(line).level >= ERROR_LEVEL;
  } catch {
    return true;
  }
}

const mebibytes = (bytes: number): number => Math.round(bytes / MiB);
