// What each npm script runs, and what it needs beside Node and the packages.
const test = { isTest: true, script: 'test.ts' };

export const COMMANDS = {
  start: { script: 'start.ts', args: [] },
  stop: { script: 'stop.ts', args: [] },
  check: { script: 'check.ts', args: [] },
  test: { ...test, args: ['all'] },
  'test:long': { ...test, args: ['long'] },
  'test:agents': { ...test, args: ['agents'] },
  'test:containers': { ...test, args: ['containers'], usesContainers: true },
  'generate-containerfile': { script: 'containers/generate-containerfile.ts', args: [] },
  bench: { script: '../bench/src/main.ts', args: [] },
};
