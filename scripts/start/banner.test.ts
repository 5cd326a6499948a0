import { expect, test } from 'vitest';
import { banner, ended, farewell, unconnected } from './banner.ts';
import { defaultDataDir } from './folders.ts';

const url = 'http://127.0.0.1:8000';
const plain = { port: 8000, dataDir: defaultDataDir(), projectsRoots: [], hubFlags: [], hubUrl: url };

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
  expect(farewell(alive, plain)).toBe(text);
});

test('the farewell repeats the flags, and a data folder of its own to both commands', () => {
  const options = { ...plain, port: 9000, dataDir: "/my data/it's", projectsRoots: ['/git'] };
  const text = farewell(1, { ...options, hubFlags: ['--bind', '0.0.0.0', '--insecure-lan'] });
  const folder = "--data-dir '/my data/it'\\''s'";
  expect(text).toContain(
    `\`npm start -- --port 9000 ${folder} --projects-root /git --bind 0.0.0.0 --insecure-lan\``,
  );
  expect(text).toContain(`\`npm stop -- ${folder}\``);
});

test('a daemon that is not heard of is told with its last words and its log', () => {
  expect(unconnected('no\x1b[2J', '/data/daemon.log')).toMatch(
    /says: no\\x1b\[2J\n {2}Log: \/data\/daemon.log$/,
  );
  expect(unconnected(undefined, '/data/daemon.log')).not.toContain('says');
});

test('what was ended is counted', () => {
  expect([0, 1, 2].map(ended)).toEqual(['No session was running.', '1 session ended.', '2 sessions ended.']);
});
