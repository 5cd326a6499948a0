import type { Locator } from 'playwright-core';

/** From the left edge of an element, in device pixels; `right` is the first that is not of it any more. */
export type Span = { left: number; right: number };

/** Where an element has exactly this colour: one span for each band of neighbouring pixel rows that look alike. */
export async function spansOfColour(element: Locator, rgb: [number, number, number]): Promise<Span[]> {
  const png = (await element.screenshot()).toString('base64');
  return element.page().evaluate(findSpans, { png, rgb });
}

/** Runs in the page, which can read a PNG. */
async function findSpans({ png, rgb }: { png: string; rgb: number[] }): Promise<Span[]> {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(picture, 0, 0);
  const data = context?.getImageData(0, 0, width, height).data ?? [];
  const isWanted = (pixel: number) => rgb.every((part, index) => data[pixel * 4 + index] === part);
  const spans: Span[] = [];
  let wasThere = false;
  for (let y = 0; y < height; y++) {
    const columns = Array.from({ length: width }, (_, x) => x).filter((x) => isWanted(y * width + x));
    const [left = -1] = columns;
    const right = (columns.at(-1) ?? -2) + 1;
    const last = spans.at(-1);
    const goesOn = wasThere && last?.left === left && last.right === right;
    if (columns.length > 0 && !goesOn) spans.push({ left, right });
    wasThere = columns.length > 0;
  }
  return spans;
}
