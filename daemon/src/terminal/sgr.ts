import type { Attributes } from './internals.ts';

const FLAGS: [code: string, has: (attributes: Attributes) => number][] = [
  ['1', (a) => a.isBold()],
  ['2', (a) => a.isDim()],
  ['3', (a) => a.isItalic()],
  ['4', (a) => a.isUnderline()],
  ['5', (a) => a.isBlink()],
  ['7', (a) => a.isInverse()],
  ['8', (a) => a.isInvisible()],
  ['9', (a) => a.isStrikethrough()],
  ['53', (a) => a.isOverline()],
];

/** The sequence that sets exactly these attributes, whatever was set before. */
export function sgr(attributes: Attributes): string {
  const codes = ['0', ...FLAGS.filter(([, has]) => has(attributes)).map(([code]) => code)];
  const foreground = color('38', attributes.isFgRGB(), attributes.isFgPalette(), attributes.getFgColor());
  const background = color('48', attributes.isBgRGB(), attributes.isBgPalette(), attributes.getBgColor());
  return `\x1b[${[...codes, ...foreground, ...background].join(';')}m`;
}

function color(kind: '38' | '48', rgb: boolean, palette: boolean, value: number): string[] {
  if (rgb) return [`${kind};2;${(value >> 16) & 255};${(value >> 8) & 255};${value & 255}`];
  return palette ? [`${kind};5;${value}`] : [];
}
