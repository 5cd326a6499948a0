import { defineConfig } from 'vitest/config';

const buildDashboard = './scripts/test/build-dashboard.ts';
const totals = './scripts/test/totals-reporter.ts';
const faults = './scripts/test/fault-reporter.ts';

const MINUTE = 60_000;
/** Of `npm run test:long`: faults in full size, and a table of them. */
const isLong = process.env.DROVER_LONG === '1';

// The projects run one after the other, in the order of groupOrder.
export default defineConfig({
  test: {
    // node-pty and better-sqlite3 are native: they want processes, not threads.
    pool: 'forks',
    // The identity provider of the tests says on each start that it is none for production.
    onConsoleLog: (log) => (log.includes('oidc-provider ') ? false : undefined),
    reporters: isLong ? ['default', totals, faults] : ['default', totals],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{protocol,profiles,deployment,hub,daemon,web,scripts,docs,bench}/**/*.test.{ts,tsx}'],
          exclude: ['scripts/e2e/**', '**/node_modules/**'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['{e2e,scripts/e2e}/**/*.test.ts'],
          exclude: ['e2e/{agents,containers}/**', '**/node_modules/**'],
          globalSetup: buildDashboard,
          // What is waited for crosses three programs and a browser, on cores that others use too.
          expect: { poll: { timeout: 20_000 } },
          testTimeout: isLong ? 15 * MINUTE : 2 * MINUTE,
          hookTimeout: 2 * MINUTE,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'agents',
          include: ['e2e/agents/**/*.test.ts'],
          globalSetup: buildDashboard,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'containers',
          include: ['e2e/containers/**/*.test.ts'],
          expect: { poll: { timeout: MINUTE } },
          // An image is built from nothing within.
          testTimeout: 20 * MINUTE,
          hookTimeout: 20 * MINUTE,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
