import { expect, test } from 'vitest';
import { banner, ended, farewell } from './banner.ts';
import { defaultDataDir } from './folders.ts';

const url = 'http://127.0.0.1:8000';

test('the banner names what one needs, and the set-up link when there is one', () => {
  const options = { port: 8000, dataDir: '/data', projectsRoots: ['/git', '/src'], hubFlags: [], hubUrl: '' };
  const text = banner({ type: 'ready', url, setupUrl: `${url}/setup?code=x` }, options);
  expect(text).toMatch(
    /Dashboard +http[^ ]+:8000\n +Set up +http[^ ]+code=x.*\n +Data +\/data\n +Projects +\/git\n +\/src\n/,
  );
  expect(banner({ type: 'ready', url, setupUrl: null }, options)).not.toContain('Set up');
});

test.each([
  [0, 'Drover stopped. No session was running.'],
  [1, 'Drover stopped. 1 session keeps running: `npm start` brings you back to it, `npm stop` ends it.'],
  [
    2,
    'Drover stopped. 2 sessions keep running: `npm start` brings you back to them, `npm stop` ends them all.',
  ],
  [
    undefined,
    'Drover stopped. Your sessions keep running: `npm start` brings you back to them, `npm stop` ends them all.',
  ],
])('with %s sessions the farewell says how to go on', (alive, text) => {
  expect(farewell(alive, defaultDataDir())).toBe(text);
});

test('the farewell repeats a data folder of its own', () => {
  expect(farewell(1, "/my data/it's")).toContain("`npm stop -- --data-dir '/my data/it'\\''s'`");
});

test('what was ended is counted', () => {
  expect([0, 1, 2].map(ended)).toEqual(['No session was running.', '1 session ended.', '2 sessions ended.']);
});
