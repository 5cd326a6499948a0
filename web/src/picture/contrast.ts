/** Least contrast of letters in a picture. Agents that take the screen for dark print white on what is light here. */
const MIN_CONTRAST = 3.5;

type Rgb = readonly [number, number, number];

const adjusted = new Map<string, string>();

/** `color`, or where that could hardly be seen on `background`, the nearest shade of it that can. */
export function visibleOn(background: string, color: string): string {
  const key = `${background} ${color}`;
  const known = adjusted.get(key);
  if (known !== undefined) return known;
  const visible = adjust(rgbOf(color), rgbOf(background));
  adjusted.set(key, visible);
  return visible;
}

function adjust(color: Rgb, background: Rgb): string {
  const target = luminance(background) > 0.18 ? 0 : 255;
  for (let share = 0; share < 1; share += 0.1) {
    const shade: Rgb = [
      mix(color[0], target, share),
      mix(color[1], target, share),
      mix(color[2], target, share),
    ];
    if (contrast(shade, background) >= MIN_CONTRAST) return `rgb(${shade.join(' ')})`;
  }
  return `rgb(${target} ${target} ${target})`;
}

const mix = (from: number, to: number, share: number) => Math.round(from + (to - from) * share);

/** Reads `#rrggbb` and `rgb(r g b)`. */
function rgbOf(css: string): Rgb {
  const [red = 0, green = 0, blue = 0] = css.startsWith('#')
    ? [css.slice(1, 3), css.slice(3, 5), css.slice(5, 7)].map((hex) => Number.parseInt(hex, 16))
    : (css.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: Rgb, b: Rgb): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
