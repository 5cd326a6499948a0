import type { PictureRun } from '@drover/protocol';

/** One character, as people count them, and the columns it covers. */
export type Cell = { text: string; column: number; width: number };

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const ASCII = /^[\x20-\x7e]*$/;

/** CJK, Hangul, full-width forms and emoji: what terminals give two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

const widthOf = (grapheme: string): number => (WIDE.test(grapheme) ? 2 : 1);

/**
 * Where the characters of a run stand, `column` counted from the run's begin. The run itself says how many columns
 * it covers: what its terminal measured is right, so where our own measure disagrees the characters are spread evenly.
 */
export function cellsOf([text, , , columns]: PictureRun): Cell[] {
  if (ASCII.test(text) && text.length === columns) {
    return Array.from(text, (character, column) => ({ text: character, column, width: 1 }));
  }
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const widths = characters.map(widthOf);
  const measured = widths.reduce((sum, width) => sum + width, 0);
  const scale = measured === 0 ? 1 : columns / measured;
  let column = 0;
  return characters.map((character, index) => {
    const width = (widths[index] ?? 1) * scale;
    const cell = { text: character, column, width };
    column += width;
    return cell;
  });
}
