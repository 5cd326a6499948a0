import type { Picture, PictureColor, PictureRun } from '@drover/protocol';
import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

/** The visible screen as rows of runs of one style. */
export function pictureOf(terminal: Terminal, sessionId: string, cursorHidden: boolean): Picture {
  const buffer = terminal.buffer.active;
  const cell = buffer.getNullCell();
  const rows = Array.from({ length: terminal.rows }, (_, y) => rowOf(buffer.getLine(buffer.baseY + y), cell));
  const cursor = cursorHidden ? null : { x: Math.min(buffer.cursorX, terminal.cols - 1), y: buffer.cursorY };
  return { sessionId, cols: terminal.cols, rows, cursor };
}

function rowOf(line: IBufferLine | undefined, cell: IBufferCell): PictureRun[] {
  const runs: PictureRun[] = [];
  for (let x = 0; line && x < line.length; x++) {
    line.getCell(x, cell);
    const width = cell.getWidth();
    if (width > 0) addCell(runs, cell.getChars() || ' ', colorsOf(cell), width);
  }
  return withoutBlankEnd(runs);
}

function addCell(
  runs: PictureRun[],
  text: string,
  [fg, bg]: [PictureColor, PictureColor],
  width: number,
): void {
  const last = runs.at(-1);
  const sameStyle = last && last[2] === bg && (last[1] === fg || text === ' ');
  if (!sameStyle) {
    runs.push([text, fg, bg, width]);
    return;
  }
  last[0] += text;
  last[3] += width;
}

function withoutBlankEnd(runs: PictureRun[]): PictureRun[] {
  const last = runs.at(-1);
  if (!last || last[2] !== null) return runs;
  const kept = last[0].trimEnd();
  last[3] -= last[0].length - kept.length;
  last[0] = kept;
  if (kept === '') runs.pop();
  return runs;
}

function colorsOf(cell: IBufferCell): [PictureColor, PictureColor] {
  const fg = colorOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor());
  const bg = colorOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor());
  // Swapping two defaults needs names for them: black on white of the palette is what a terminal would show.
  if (cell.isInverse()) return [bg ?? 0, fg ?? 7];
  return [fg, bg];
}

function colorOf(rgb: boolean, palette: boolean, value: number): PictureColor {
  if (rgb) return `#${value.toString(16).padStart(6, '0')}`;
  return palette ? value : null;
}
