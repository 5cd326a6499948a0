import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ExitCode, StartError } from '../config/start-error.ts';

const INTERRUPTED = 130;

/** From a terminal, asked for twice and not shown; else all of stdin but a last line end. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const [password = '', again] = await askHidden(['Password: ', 'Once more: ']);
  if (password === again) return password;
  throw new StartError(ExitCode.usage, 'these were two passwords; try again');
}

/** The terminal shows nothing of what is typed from before the first question until after the last. */
async function askHidden(questions: string[]): Promise<string[]> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  lines.once('SIGINT', () => process.exit(INTERRUPTED));
  const answers: string[] = [];
  for (const question of questions) {
    process.stderr.write(question);
    answers.push(await lines.question(''));
    process.stderr.write('\n');
  }
  lines.close();
  return answers;
}
