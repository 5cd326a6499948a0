import { describe, expect, it } from 'vitest';
import { fontThatFits, MIN_LEGIBLE_FONT_PX, sizeThatFits } from './fit.ts';

const CELL = { width: 8, height: 16 };

describe('the size that fits', () => {
  it('is whole cells', () => {
    expect(sizeThatFits({ width: 807, height: 399 }, CELL)).toEqual({ cols: 100, rows: 24 });
  });

  it('[B17] of a hidden window is one that is never asked for', () => {
    expect(sizeThatFits({ width: 0, height: 0 }, CELL)).toEqual({ cols: 0, rows: 0 });
    expect(sizeThatFits({ width: 100, height: 100 }, { width: 0, height: 0 }).cols).toBe(Infinity);
  });
});

describe('the font of a letterboxed screen', () => {
  const font = (width: number, height: number, cols: number, rows: number) =>
    fontThatFits({ width, height }, { cols, rows }, CELL, 14, 14);

  it('is the viewer’s own where there is room', () => {
    expect(font(1400, 900, 80, 24)).toBe(14);
  });

  it('shrinks until all columns and rows are in sight', () => {
    expect(font(800, 900, 200, 24)).toBe(7);
    expect(font(1400, 384, 80, 48)).toBe(7);
  });

  it('stays legible on a phone, where the screen is then panned', () => {
    expect(font(390, 700, 200, 50)).toBe(MIN_LEGIBLE_FONT_PX);
  });
});
