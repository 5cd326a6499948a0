import type { Size } from '@drover/protocol';

/** In CSS pixels. */
export type Box = { width: number; height: number };

/** Below this, text is a texture; the screen is then panned rather than shrunk further. */
export const MIN_LEGIBLE_FONT_PX = 6;

/** How many cells fit; of a box without room, a size that no terminal can have. */
export const sizeThatFits = (box: Box, cell: Box): Size => ({
  cols: Math.floor(box.width / cell.width),
  rows: Math.floor(box.height / cell.height),
});

/**
 * The largest font, in half pixels and no larger than the viewer's own, with which a screen of `size` fits the box.
 * @param cell one cell at `cellFont`
 */
export function fontThatFits(box: Box, size: Size, cell: Box, cellFont: number, ownFont: number): number {
  const scale = Math.min(box.width / (size.cols * cell.width), box.height / (size.rows * cell.height));
  const font = Math.floor(cellFont * scale * 2) / 2;
  return Math.max(Math.min(font, ownFont), Math.min(MIN_LEGIBLE_FONT_PX, ownFont));
}
