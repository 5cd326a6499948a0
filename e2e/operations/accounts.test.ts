import { join } from 'node:path';
import { spawn } from 'node-pty';
import { describe, expect, it } from 'vitest';
import { startDrover } from '../harness/drover.ts';
import { TempFolder } from './front-proxy.ts';

const DROVER = join(import.meta.dirname, '../../drover');
const PASSWORD = 'correct horse battery';

/** What a person sees who calls `drover` in a terminal and answers its questions, and how it ended. */
async function talk(args: string[], answers: [question: string, answer: string][]) {
  const pty = spawn(DROVER, args, { cols: 120, rows: 30, env: process.env });
  const { promise: exitCode, resolve } = Promise.withResolvers<number>();
  let shown = '';
  const open = [...answers];
  pty.onData((output) => {
    shown += output;
    const [question, answer] = open[0] ?? [];
    if (question === undefined || !shown.endsWith(question)) return;
    open.shift();
    pty.write(`${answer}\r`);
  });
  pty.onExit((exit) => resolve(exit.exitCode));
  return { code: await exitCode, shown };
}

describe('a password that is asked for in a terminal', () => {
  it('is asked for twice and never shown', async () => {
    using folder = new TempFolder();
    const dataDir = join(folder.path, 'hub');
    const args = ['hub', 'add-admin', 'ada', '--data-dir', dataDir];
    const made = await talk(args, [
      ['Password: ', PASSWORD],
      ['Once more: ', PASSWORD],
    ]);
    expect([made.code, made.shown]).toEqual([0, expect.stringContaining('The account is made')]);
    expect(made.shown).not.toContain(PASSWORD);
    const wrong = await talk(
      ['hub', 'set-password', 'ada', '--data-dir', dataDir],
      [
        ['Password: ', PASSWORD],
        ['Once more: ', 'something else'],
      ],
    );
    expect([wrong.code, wrong.shown]).toEqual([64, expect.stringContaining('these were two passwords')]);
  });

  it('can be given up with Ctrl-C', async () => {
    using folder = new TempFolder();
    const args = ['hub', 'add-admin', 'ada', '--data-dir', join(folder.path, 'hub')];
    const { code, shown } = await talk(args, [['Password: ', 'half\u0003']]);
    expect([code, shown]).toEqual([130, expect.not.stringContaining('half')]);
  });
});

it('an account can only be changed while no hub runs, which is named', async () => {
  await using drover = await startDrover();
  const { code, shown } = await talk(['hub', 'set-password', 'ada', '--data-dir', drover.hubDir], []);
  expect([code, shown]).toEqual([69, expect.stringContaining(`(process ${drover.hub.pid} on `)]);
});
