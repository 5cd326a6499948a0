/** Part of a cell, each side from 0 to 1. */
export type Box = { x: number; y: number; width: number; height: number; opacity?: number };

const LEFT = 1;
const RIGHT = 2;
const UP = 4;
const DOWN = 8;

/** Which arms of a line character reach the edge of its cell; double and heavy lines count as single ones here. */
const ARMS = new Map<string, number>();
const define = (characters: string, arms: number) => {
  for (const character of characters) ARMS.set(character, arms);
};
define('─━┄┅┈┉╌╍═', LEFT | RIGHT);
define('│┃┆┇┊┋╎╏║', UP | DOWN);
define('┌┍┎┏╒╓╔╭', RIGHT | DOWN);
define('┐┑┒┓╕╖╗╮', LEFT | DOWN);
define('└┕┖┗╘╙╚╰', RIGHT | UP);
define('┘┙┚┛╛╜╝╯', LEFT | UP);
define('├┝┞┟┠┡┢┣╞╟╠', RIGHT | UP | DOWN);
define('┤┥┦┧┨┩┪┫╡╢╣', LEFT | UP | DOWN);
define('┬┭┮┯┰┱┲┳╤╥╦', LEFT | RIGHT | DOWN);
define('┴┵┶┷┸┹┺┻╧╨╩', LEFT | RIGHT | UP);
define('┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╪╫╬', LEFT | RIGHT | UP | DOWN);
define('╴╸', LEFT);
define('╶╺', RIGHT);
define('╵╹', UP);
define('╷╻', DOWN);

/** Thickness of a line by the width of its cell; across, half of it for a cell twice as high as wide. */
const LINE = 0.18;

const QUADRANTS: Record<string, [number, number][]> = {
  '▖': [[0, 0.5]],
  '▗': [[0.5, 0.5]],
  '▘': [[0, 0]],
  '▝': [[0.5, 0]],
  '▙': [
    [0, 0],
    [0, 0.5],
    [0.5, 0.5],
  ],
  '▚': [
    [0, 0],
    [0.5, 0.5],
  ],
  '▛': [
    [0, 0],
    [0.5, 0],
    [0, 0.5],
  ],
  '▜': [
    [0, 0],
    [0.5, 0],
    [0.5, 0.5],
  ],
  '▞': [
    [0.5, 0],
    [0, 0.5],
  ],
  '▟': [
    [0.5, 0],
    [0, 0.5],
    [0.5, 0.5],
  ],
};

/**
 * Line and block characters as boxes, since those of a font leave gaps between cells.
 * Undefined for every other character.
 */
export function boxesOf(character: string): readonly Box[] | undefined {
  const arms = ARMS.get(character);
  if (arms !== undefined) return lines(arms);
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x2580 && code <= 0x259f ? blocks(character, code) : undefined;
}

function lines(arms: number): Box[] {
  const thin = LINE / 2;
  const boxes: Box[] = [];
  if (arms & (LEFT | RIGHT)) {
    const x = arms & LEFT ? 0 : 0.5;
    boxes.push({ x, y: 0.5 - thin / 2, width: (arms & RIGHT ? 1 : 0.5) - x, height: thin });
  }
  if (arms & (UP | DOWN)) {
    const y = arms & UP ? 0 : 0.5;
    boxes.push({ x: 0.5 - LINE / 2, y, width: LINE, height: (arms & DOWN ? 1 : 0.5) - y });
  }
  return boxes;
}

function blocks(character: string, code: number): readonly Box[] {
  const eighths = (code - 0x2580) / 8;
  if (code === 0x2580) return [{ x: 0, y: 0, width: 1, height: 0.5 }];
  if (code <= 0x2588) return [{ x: 0, y: 1 - eighths, width: 1, height: eighths }];
  if (code <= 0x258f) return [{ x: 0, y: 0, width: (0x2590 - code) / 8, height: 1 }];
  if (code === 0x2590) return [{ x: 0.5, y: 0, width: 0.5, height: 1 }];
  if (code <= 0x2593) return [{ x: 0, y: 0, width: 1, height: 1, opacity: (code - 0x2590) / 4 }];
  if (code === 0x2594) return [{ x: 0, y: 0, width: 1, height: 1 / 8 }];
  if (code === 0x2595) return [{ x: 7 / 8, y: 0, width: 1 / 8, height: 1 }];
  return (QUADRANTS[character] ?? []).map(([x, y]) => ({ x, y, width: 0.5, height: 0.5 }));
}
