import type { Picture } from '@drover/protocol';

/** How a picture lies in its box, in device pixels. */
export type PictureLayout = {
  cellWidth: number;
  cellHeight: number;
  /** First row that is drawn; those above do not fit. */
  firstRow: number;
  /** Rows that are drawn. */
  rowCount: number;
};

/** Height of a terminal cell by its width. */
const CELL_RATIO = 2.1;

/** A narrow screen is not blown up beyond this many columns' worth of the box. */
const MIN_COLUMNS = 60;

/**
 * The whole width fits; of a screen too high for the box, the part that is in use: down to the last row with
 * anything in it, or with the cursor.
 */
export function layoutPicture(picture: Picture, width: number, height: number): PictureLayout {
  const cellWidth = width / Math.max(picture.cols, MIN_COLUMNS);
  const cellHeight = cellWidth * CELL_RATIO;
  const fitting = Math.max(1, Math.floor(height / cellHeight + 0.25));
  const rowCount = Math.min(fitting, picture.rows.length);
  const firstRow = Math.min(Math.max(0, lastUsedRow(picture) + 1 - rowCount), picture.rows.length - rowCount);
  return { cellWidth, cellHeight, firstRow, rowCount };
}

function lastUsedRow({ rows, cursor }: Picture): number {
  const written = rows.findLastIndex((row) =>
    row.some(([text, , background]) => background !== null || text.trim()),
  );
  return Math.max(written, cursor?.y ?? 0);
}
