import { readFileSync } from 'node:fs';
import { Epoch, Offset, Size } from '@drover/protocol';
import { z } from 'zod';
import { replaceFileSync } from '../replace-file.ts';
import type { Snapshot } from './screen.ts';

const Head = z.object({ epoch: Epoch, offset: Offset, size: Size });

/** Keeps a snapshot in a file: a line of JSON, then its bytes. Replaces the one before as a whole. */
export function saveScreen(file: string, epoch: string, { offset, size, bytes }: Snapshot): void {
  const head = Buffer.from(`${JSON.stringify({ epoch, offset, size })}\n`);
  try {
    replaceFileSync(file, Buffer.concat([head, bytes]));
  } catch {
    // A full disk. The spool is the truth; a saved screen only saves time.
  }
}

/** The snapshot kept, if it is of this spool. */
export function loadScreen(file: string, epoch: string): Snapshot | undefined {
  try {
    const content = readFileSync(file);
    const line = content.indexOf('\n');
    const head = Head.parse(JSON.parse(content.subarray(0, line).toString()));
    return head.epoch === epoch
      ? { offset: head.offset, size: head.size, bytes: content.subarray(line + 1) }
      : undefined;
  } catch {
    return undefined;
  }
}
