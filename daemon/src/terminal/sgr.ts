import type { Attributes, LinkLookup } from './internals.ts';

const FLAGS: [code: string, has: (attributes: Attributes) => number][] = [
  ['1', (a) => a.isBold()],
  ['2', (a) => a.isDim()],
  ['3', (a) => a.isItalic()],
  ['5', (a) => a.isBlink()],
  ['7', (a) => a.isInverse()],
  ['8', (a) => a.isInvisible()],
  ['9', (a) => a.isStrikethrough()],
  ['53', (a) => a.isOverline()],
];

/** Bits of xterm's words (src/common/buffer/Constants.ts). Its own getters take a link for an underline. */
const UNDERLINE = 0x10000000;
const COLOR_VALUE = 0xffffff;
const FLAGS_OF_BACKGROUND = 0xfc000000;
const UNDERLINE_STYLE_SHIFT = 26;
const COLOR_MODE = { mask: 0x3000000, palette16: 0x1000000, palette256: 0x2000000, rgb: 0x3000000 };

/** The sequences that set exactly these attributes of a cell, whatever was set before; links apart. */
export function sgr(attributes: Attributes): string {
  return select(attributes, attributes.hasExtendedAttrs() ? attributes.extended._ext : 0);
}

/** The sequence that sets only a cell's background. */
export const backgroundSgr = ({ bg }: Attributes): string => `\x1b[${['0', ...color('4', bg)].join(';')}m`;

export const hasMoreThanBackground = ({ fg, bg }: Attributes): boolean =>
  ((fg & ~COLOR_VALUE) | (bg & FLAGS_OF_BACKGROUND)) !== 0;

/** The same for what is printed next, which may have a colour for underlines without underlining. */
export const penSgr = (pen: Attributes): string => select(pen, pen.extended._ext);

/** The sequence (OSC 8) that opens the attributes' hyperlink, or closes any. */
export function link(attributes: Attributes, linkOf: LinkLookup): string {
  const urlId = attributes.hasExtendedAttrs() ? attributes.extended.urlId : 0;
  const target = urlId ? linkOf(urlId) : undefined;
  return target
    ? `\x1b]8;${target.id === undefined ? '' : `id=${target.id}`};${target.uri}\x1b\\`
    : '\x1b]8;;\x1b\\';
}

function select(attributes: Attributes, extended: number): string {
  const codes = [
    '0',
    ...FLAGS.filter(([, has]) => has(attributes)).map(([code]) => code),
    ...underline(attributes, extended),
    ...color('5', extended),
    ...color('3', attributes.fg),
    ...color('4', attributes.bg),
  ];
  return `\x1b[${codes.join(';')}m${attributes.isProtected() ? '\x1b[1"q' : ''}`;
}

function underline({ fg }: Attributes, extended: number): string[] {
  if (!(fg & UNDERLINE)) return [];
  const style = (extended >> UNDERLINE_STYLE_SHIFT) & 7;
  return [style > 1 ? `4:${style}` : '4'];
}

/** Only a part of the word counts, as its mode says; xterm leaves the rest of the last colour in it. */
function color(kind: '3' | '4' | '5', word: number): string[] {
  const index = word & 255;
  switch (word & COLOR_MODE.mask) {
    case COLOR_MODE.rgb:
      return [`${kind}8;2;${(word >> 16) & 255};${(word >> 8) & 255};${index}`];
    case COLOR_MODE.palette256:
      return [`${kind}8;5;${index}`];
    case COLOR_MODE.palette16:
      return [String(index < 8 ? Number(kind) * 10 + index : Number(kind) * 10 + 60 + index - 8)];
    default:
      return [];
  }
}
