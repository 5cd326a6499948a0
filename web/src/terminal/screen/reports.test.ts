import { expect, it } from 'vitest';
import { isFocusReport, isMouseReport } from './reports.ts';

it.each(['\x1b[M !!', '\x1b[<0;10;5M', '\x1b[<35;10;5m', '\x1b[32;10;5M'])('%j tells of the mouse', (data) =>
  expect(isMouseReport(data)).toBe(true),
);

it.each(['\x1b[A', '\x1bOM', 'M', '\x1b[13;2u', '\x1b[200~\x1b[<0;1;1M\x1b[201~'])('%j was typed', (data) => {
  expect(isMouseReport(data)).toBe(false);
  expect(isFocusReport(data)).toBe(false);
});
