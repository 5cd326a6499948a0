// The entry of every npm script. It runs on whatever Node the person has, so it is plain JavaScript
// without packages; it sees to Node 24 and the packages, then hands over to scripts/<command>.ts.
import path from 'node:path';
import { COMMANDS } from './setup/commands.mjs';
import { SetupError } from './setup/error.mjs';
import { handOver } from './setup/hand-over.mjs';
import { misplacedFlags } from './setup/npm-flags.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/versions.mjs';

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];

try {
  if (!command)
    throw new SetupError(`Unknown command "${name}". Known are: ${Object.keys(COMMANDS).join(', ')}.`, 64);
  const hint = misplacedFlags(name, args, process.env);
  if (hint) throw new SetupError(hint, 64);
  const { node, env } = await prepare(command);
  await handOver(node, [path.join(root, 'scripts', command.script), ...command.args, ...args], env);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  if (command?.isTest) console.log('0 passed, 1 failed');
  process.exitCode = error.exitCode;
}
