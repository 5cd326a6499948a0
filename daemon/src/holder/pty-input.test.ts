import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';

let rig: SessionRig;
beforeEach(() => {
  rig = new SessionRig();
});
afterEach(() => rig.dispose());

/** A program in raw mode that reads nothing until the file `go` is there, and then prints what is not an x. */
const LATE_READER = [
  process.execPath,
  '-e',
  `process.stdin.setRawMode(true);
   console.log('ready');
   const look = setInterval(() => {
     if (!require('fs').existsSync('go')) return;
     clearInterval(look);
     process.stdin.on('data', (bytes) => console.log(JSON.stringify(String(bytes).replaceAll('x', ''))));
   }, 20);`,
];

const go = () => writeFileSync(join(rig.projectDir, 'go'), '');

/** Types, and tells later what became of it. */
const fate = (session: Session, bytes: string | Buffer) =>
  session.input(Buffer.from(bytes)).then(
    () => 'written',
    ({ code }) => code,
  );

describe('input', () => {
  it('[P103] of a person goes before what the terminal itself answers', async () => {
    const session = await rig.spawn(LATE_READER);
    await rig.printed(session, 'ready');
    const paste = fate(session, Buffer.alloc(100_000, 'x'));
    session.reply('answered');
    const typed = fate(session, 'typed');
    go();
    expect([await paste, await typed]).toEqual(['written', 'written']);
    await rig.printed(session, 'answered');
    const words = rig.output(session).match(/typed|answered/g);
    expect(words).toEqual(['typed', 'answered']);
  });
});

describe('[F45] Ctrl-C behind a paste that nobody reads', () => {
  it('interrupts a program that leaves it to the kernel, and the paste is told as dropped', async () => {
    const session = await rig.spawn(['bash', '-c', 'trap "echo caught; exit 7" INT; echo ready; sleep 1000']);
    await rig.printed(session, 'ready');
    const pastes = [1, 2, 3].map(() => fate(session, 'a pasted line\n'.repeat(1_000)));
    const interrupt = fate(session, '\x03');
    // The kernel had taken the first for the program.
    expect((await Promise.all(pastes)).slice(1)).toEqual(['input_backpressure', 'input_backpressure']);
    expect(await interrupt).toBe('written');
    await rig.ended(session);
    expect(session.facts().exit).toEqual({ code: 7, signal: null });
    expect(rig.output(session)).toContain('caught');
  });

  it('is the next thing that a program in raw mode reads', async () => {
    const session = await rig.spawn(LATE_READER);
    await rig.printed(session, 'ready');
    const paste = fate(session, Buffer.alloc(200_000, 'x'));
    const interrupt = fate(session, '\x1b[201~\x03');
    expect([await paste, await interrupt]).toEqual(['input_backpressure', 'written']);
    go();
    await rig.printed(session, '"\\u001b[201~\\u0003"');
  });

  it('leaves nothing of the paste to the shell that comes back', async () => {
    const session = await rig.spawn(['bash', '--norc', '-i'], { PS1: 'prompt> ' });
    await rig.printed(session, 'prompt> ');
    await session.input(Buffer.from('echo "sle"eping; sleep 1000; echo "slept"\n'));
    await rig.printed(session, 'sleeping');
    const pastes = [1, 2, 3].map(() => fate(session, 'echo "exec"uted\n'.repeat(1_000)));
    const interrupt = fate(session, '\x03');
    await Promise.all([...pastes, interrupt]);
    await session.input(Buffer.from('echo "all" done\n'));
    await rig.printed(session, 'all done');
    expect(rig.output(session)).not.toContain('executed');
  });

  it('drops nothing of what a program reads', async () => {
    const session = await rig.spawn(LATE_READER);
    await rig.printed(session, 'ready');
    go();
    await session.input(Buffer.from('typed'));
    await session.input(Buffer.from('\x03'));
    await rig.until(() => rig.output(session).includes('u0003'));
    expect(rig.output(session)).toContain('typed');
  });
});
