import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SCRIPT = `
  import { createLogger } from '${join(import.meta.dirname, 'log.ts')}';
  const log = createLogger('info');
  log.info('first');
  setTimeout(() => {
    log.info('last');
    process.exit(7);
  }, 20);
`;

it('[F29] A log that cannot be written neither ends the program nor keeps it from ending', async () => {
  const full = openSync('/dev/full', 'w');
  const args = ['--input-type=module', '--eval', SCRIPT];
  const program = spawn(process.execPath, args, { stdio: ['ignore', full, 'inherit'], timeout: 20_000 });
  closeSync(full);
  expect((await once(program, 'exit'))[0]).toBe(7);
});
