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

/** `FgFlags.UNDERLINE` and `ExtFlags.UNDERLINE_STYLE` of xterm; its own getters take a link for an underline. */
const UNDERLINE = 0x10000000;
const styleOf = ({ extended }: Attributes) => (extended._ext >> 26) & 7;

/** The sequences that set exactly these attributes, whatever was set before. */
export function sgr(attributes: Attributes): string {
  const codes = ['0', ...FLAGS.filter(([, has]) => has(attributes)).map(([code]) => code)];
  const foreground = color('3', attributes.isFgRGB(), attributes.isFgPalette(), attributes.getFgColor());
  const background = color('4', attributes.isBgRGB(), attributes.isBgPalette(), attributes.getBgColor());
  return `\x1b[${[...codes, ...underline(attributes), ...foreground, ...background].join(';')}m`;
}

/** The sequence (OSC 8) that opens the attributes' hyperlink, or closes any. */
export function link(attributes: Attributes, linkOf: LinkLookup): string {
  const urlId = attributes.hasExtendedAttrs() ? attributes.extended.urlId : 0;
  const target = urlId ? linkOf(urlId) : undefined;
  return target
    ? `\x1b]8;${target.id === undefined ? '' : `id=${target.id}`};${target.uri}\x1b\\`
    : '\x1b]8;;\x1b\\';
}

function underline(attributes: Attributes): string[] {
  if (!(attributes.fg & UNDERLINE)) return [];
  const style = attributes.hasExtendedAttrs() ? styleOf(attributes) : 1;
  const codes = [style > 1 ? `4:${style}` : '4'];
  if (!attributes.hasExtendedAttrs() || attributes.isUnderlineColorDefault()) return codes;
  const value = attributes.getUnderlineColor();
  return [
    ...codes,
    ...color('5', attributes.isUnderlineColorRGB(), attributes.isUnderlineColorPalette(), value),
  ];
}

function color(kind: '3' | '4' | '5', rgb: boolean, palette: boolean, value: number): string[] {
  if (rgb) return [`${kind}8;2;${(value >> 16) & 255};${(value >> 8) & 255};${value & 255}`];
  if (!palette) return [];
  if (kind === '5' || value >= 16) return [`${kind}8;5;${value}`];
  return [String(value < 8 ? Number(kind) * 10 + value : Number(kind) * 10 + 60 + value - 8)];
}
