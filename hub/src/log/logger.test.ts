import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const SCRIPT = `
  import { createLogger } from '${join(import.meta.dirname, 'logger.ts')}';
  const log = createLogger('info');
  log.info('first');
  setTimeout(() => {
    log.info('last');
    process.exit(7);
  }, 200);
`;

/** Runs a program that logs twice, through a shell that decides where its stdout goes; answers its exit code. */
const runLogging = async (stdout: string): Promise<{ code: string; output: string }> => {
  const line = `{ "$0" --input-type=module --eval "$1"; echo "code $?" >&2; } ${stdout}`;
  const run = promisify(execFile)('sh', ['-c', line, process.execPath, SCRIPT], { timeout: 20_000 });
  const { stdout: output, stderr } = await run;
  return { code: /code (\d+)/.exec(stderr)?.[1] ?? stderr, output };
};

describe('The log', () => {
  it('is complete when the program ends', async () => {
    const { code, output } = await runLogging('');
    expect(code).toBe('7');
    expect(
      output
        .split('\n')
        .slice(0, 2)
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['first', 'last']);
  });

  it.each([
    ['[F28] the disk is full', '> /dev/full'],
    ['nobody reads it any more', '| head -n 1'],
  ])('neither ends the program nor keeps it from ending when %s', async (_, stdout) => {
    expect((await runLogging(stdout)).code).toBe('7');
  });
});
