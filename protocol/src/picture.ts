import { z } from 'zod';
import { SessionId } from './ids.ts';

/** A colour: palette index 0 to 255, `#rrggbb`, or null for the terminal's own. */
export const PictureColor = z.union([z.int().min(0).max(255), z.string().regex(/^#[0-9a-f]{6}$/), z.null()]);
export type PictureColor = z.infer<typeof PictureColor>;

/** Cells of one style: text, foreground, background, and how many cells the text covers. */
export const PictureRun = z.tuple([z.string().max(4_000), PictureColor, PictureColor, z.int().nonnegative()]);
export type PictureRun = z.infer<typeof PictureRun>;

/** A session's screen as a small picture: rows of runs, blank cells at a row's end left out. */
export const Picture = z.strictObject({
  sessionId: SessionId,
  cols: z.int().positive(),
  rows: z.array(z.array(PictureRun).max(500)).max(300),
  /** Cursor cell, or null when it is hidden. */
  cursor: z.strictObject({ x: z.int().nonnegative(), y: z.int().nonnegative() }).nullable(),
});
export type Picture = z.infer<typeof Picture>;
