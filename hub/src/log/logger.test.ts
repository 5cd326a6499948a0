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

/** Everything that the log is told by these lines of a program. */
async function logged(lines: string): Promise<string> {
  const script = `
    import { DrizzleQueryError } from '${import.meta.resolve('drizzle-orm')}';
    import { createLogger } from '${join(import.meta.dirname, 'logger.ts')}';
    const log = createLogger('info');
    ${lines}`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout;
}

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

  it('stays one line of harmless characters, whatever it is told', async () => {
    const hostile = 'a\\nb\\u001b[31m\\u009b2J\\u2028\\u202e';
    const output = await logged(`log.info({ task: '${hostile}', ['${hostile}']: 1 }, '${hostile}');`);
    expect(output).toMatch(/^[\x20-\x7e]+\n$/);
    const hostileText = 'a\nb\u001b[31m\u009b2J\u2028\u202e';
    expect(JSON.parse(output)).toMatchObject({ task: hostileText, msg: hostileText });
  });

  it('keeps secrets out, also those of a query that failed', async () => {
    const output = await logged(`
      log.info({ password: 'hunter2', headers: { cookie: 'hunter2', authorization: 'hunter2' } });
      log.info({ body: { host: { token: 'hunter2' } } });
      const cause = new Error('UNIQUE constraint failed');
      log.error({ err: new DrizzleQueryError('insert into x values (?)', ['hunter2'], cause) }, 'failed');
    `);
    expect(output).toContain('UNIQUE constraint failed');
    expect(output).toContain('insert into x');
    expect(output).not.toContain('hunter2');
  });
});
