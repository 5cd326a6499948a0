import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { ShellWatch } from './shell-watch.ts';

const INTEGRATION = join(import.meta.dirname, 'integration');

const hasZsh = (() => {
  try {
    execFileSync('zsh', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

const BASH = ['bash', '--rcfile', join(INTEGRATION, 'bash.bash'), '-i'];

let rig: SessionRig;
let watch: ShellWatch;
let home: string;
beforeEach(() => {
  watch = new ShellWatch(() => true);
  rig = new SessionRig({ watchers: [watch] });
  home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-home-')));
});
afterEach(async () => {
  watch.stop();
  await rig.dispose();
  rmSync(home, { recursive: true });
});

const shell = (session: Session) => session.facts().shell;
const type = (session: Session, line: string) => session.input(Buffer.from(`${line}\r`));

/** Settles when the command has ended. */
async function run(session: Session, line: string): Promise<void> {
  await type(session, line);
  await rig.until(() => shell(session)?.command === line && shell(session)?.ended !== null);
}

async function prompted(session: Session): Promise<void> {
  await rig.until(() => shell(session)?.directory === rig.projectDir);
}

const SHELLS = [
  { name: 'bash', argv: BASH, rc: '.bashrc', env: {} },
  { name: 'zsh', argv: ['zsh', '-i'], rc: '.zshrc', env: { ZDOTDIR: join(INTEGRATION, 'zsh') } },
] as const;

describe.each(SHELLS)('$name', ({ name, argv, rc, env }) => {
  const test = it.skipIf(name === 'zsh' && !hasZsh); // not everybody has zsh
  const open = async (rcLines: string) => {
    writeFileSync(join(home, rc), rcLines);
    const session = await rig.spawn([...argv], { HOME: home, ...env });
    await rig.printed(session, 'ready>');
    await prompted(session);
    return session;
  };

  test('tells where it is, what ran, how it ended and how long it took', async () => {
    const session = await open("PS1='ready>'\n");
    await run(session, '(exit 3)');
    expect(shell(session)?.ended).toMatchObject({ exitCode: 3, durationMs: expect.any(Number) });
    mkdirSync(join(rig.projectDir, 'a dir; 100%'));
    await type(session, "cd 'a dir; 100%'");
    await rig.until(() => shell(session)?.directory === join(rig.projectDir, 'a dir; 100%'));
    await type(session, 'cat');
    await rig.until(() => shell(session)?.command === 'cat');
    expect(shell(session)?.ended).toBeNull();
    await session.input(Buffer.from('\x04'));
    await rig.until(() => shell(session)?.ended?.exitCode === 0);
  });

  test("leaves the person's own prompt alone, with the exit code that it shows", async () => {
    const ownPrompt =
      name === 'bash' ? 'PROMPT_COMMAND=\'PS1="own $? ready>"\'\n' : 'precmd() { PS1="own $? ready>" }\n';
    const session = await open(ownPrompt);
    await type(session, '(exit 7)');
    await rig.printed(session, 'own 7 ready>');
    const rows = await rig.screens.text(session.sessionId);
    expect(rows?.filter(Boolean).at(-1)).toBe('own 7 ready>');
  });

  test('tells of an empty line nothing, and of the same command once more', async () => {
    const session = await open("PS1='ready>'\nHISTCONTROL=ignoreboth\n");
    await run(session, 'true');
    const first = shell(session);
    await type(session, '');
    await rig.until(() => rig.output(session).split('ready>').length === 4);
    expect(shell(session)).toEqual(first);
    await type(session, 'true');
    await rig.until(() => shell(session)?.startedAt !== first?.startedAt && shell(session)?.ended !== null);
    expect(shell(session)?.command).toBe('true');
  });
});

it('bash keeps prompt commands that are a list', async () => {
  writeFileSync(join(home, '.bashrc'), 'PROMPT_COMMAND=(\'PS1="$?:"\' \'PS1+="ready>"\')\n');
  const session = await rig.spawn(BASH, { HOME: home });
  await prompted(session);
  await type(session, '(exit 5)');
  await rig.printed(session, '5:ready>');
});

it('a shell that tells nothing is seen where it is, also by a later daemon', async () => {
  const session = await rig.spawn(['bash', '--norc', '-i'], { HOME: home });
  await prompted(session);
  const elsewhere = join(rig.projectDir, 'elsewhere');
  mkdirSync(elsewhere);
  await type(session, 'cd elsewhere');
  await rig.until(() => shell(session)?.directory === elsewhere);
  await rig.restartDaemon();
  await rig.until(() => shell(rig.sessions.get(session.sessionId))?.directory === elsewhere);
});
