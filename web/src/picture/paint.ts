import type { Picture, PictureRun } from '@drover/protocol';
import type { TerminalPalette } from '../design/terminal-palette.ts';
import { type Box, boxesOf } from './box-glyphs.ts';
import { type Cell, cellsOf } from './cells.ts';
import { cssColor } from './colors.ts';
import { visibleOn } from './contrast.ts';
import { layoutPicture, type PictureLayout } from './layout.ts';

type Canvas2D = CanvasRenderingContext2D;

/** Height of the letters by the height of their cell. */
const FONT_RATIO = 0.8;
const BASELINE = 0.78;

/**
 * Draws a picture over the whole canvas, on what lies behind it: `--screen`, the palette's background. Each character is kept within its own cells, so one that is drawn wider
 * than its terminal thought moves no other.
 */
export function paintPicture(
  canvas: Canvas2D,
  picture: Picture,
  palette: TerminalPalette,
  font: string,
): void {
  const { width, height } = canvas.canvas;
  const layout = layoutPicture(picture, width, height);
  canvas.clearRect(0, 0, width, height);
  canvas.font = `500 ${layout.cellHeight * FONT_RATIO}px ${font}`;
  for (let index = 0; index < layout.rowCount; index++) {
    paintRow(canvas, picture.rows[layout.firstRow + index] ?? [], index, layout, palette);
  }
  paintCursor(canvas, picture, layout, palette);
}

function paintRow(
  canvas: Canvas2D,
  runs: readonly PictureRun[],
  row: number,
  layout: PictureLayout,
  palette: TerminalPalette,
): void {
  const top = row * layout.cellHeight;
  let column = 0;
  for (const run of runs) {
    const [text, foreground, background, columns] = run;
    const left = column * layout.cellWidth;
    const behind = cssColor(background, palette, palette.background);
    if (background !== null) {
      canvas.fillStyle = behind;
      fillCrisp(canvas, left, top, columns * layout.cellWidth, layout.cellHeight);
    }
    if (text.trim()) {
      canvas.fillStyle = visibleOn(behind, cssColor(foreground, palette, palette.foreground));
      for (const cell of cellsOf(run)) paintCell(canvas, cell, left, top, layout);
    }
    column += columns;
  }
}

function paintCell(canvas: Canvas2D, cell: Cell, runLeft: number, top: number, layout: PictureLayout): void {
  if (cell.text === ' ') return;
  const { cellWidth, cellHeight } = layout;
  const left = runLeft + cell.column * cellWidth;
  const width = cell.width * cellWidth;
  const boxes = boxesOf(cell.text);
  if (boxes) for (const box of boxes) paintBox(canvas, box, left, top, width, cellHeight);
  else canvas.fillText(cell.text, left, top + cellHeight * BASELINE, width);
}

function paintBox(
  canvas: Canvas2D,
  box: Box,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  canvas.globalAlpha = box.opacity ?? 1;
  fillCrisp(canvas, left + box.x * width, top + box.y * height, box.width * width, box.height * height);
  canvas.globalAlpha = 1;
}

function paintCursor(
  canvas: Canvas2D,
  picture: Picture,
  layout: PictureLayout,
  palette: TerminalPalette,
): void {
  const row = (picture.cursor?.y ?? -1) - layout.firstRow;
  if (!picture.cursor || row < 0 || row >= layout.rowCount) return;
  const { cellWidth, cellHeight } = layout;
  canvas.globalAlpha = 0.8;
  canvas.fillStyle = palette.cursor;
  fillCrisp(canvas, picture.cursor.x * cellWidth, row * cellHeight, cellWidth, cellHeight);
  canvas.globalAlpha = 1;
}

/** Fills whole device pixels, at least one each way, so that neighbours touch without a seam. */
function fillCrisp(canvas: Canvas2D, x: number, y: number, width: number, height: number): void {
  const left = Math.round(x);
  const top = Math.round(y);
  const right = Math.max(left + 1, Math.round(x + width));
  const bottom = Math.max(top + 1, Math.round(y + height));
  canvas.fillRect(left, top, right - left, bottom - top);
}
