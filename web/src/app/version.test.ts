import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const versionOf = (part: string): string =>
  JSON.parse(readFileSync(new URL(`../../../${part}/package.json`, import.meta.url), 'utf8')).version;

test('page and hub are of one version, else every page would ask to be loaded anew', () => {
  expect(versionOf('web')).toBe(versionOf('hub'));
});
