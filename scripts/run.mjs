// The entry of every npm script. It runs on whatever Node the person has, so it is plain JavaScript
// without packages; it sees to Node 24 and the packages, then hands over to scripts/<command>.ts.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { COMMANDS } from './setup/commands.mjs';
import { SetupError } from './setup/error.mjs';
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
  handOver(node, [path.join(root, 'scripts', command.script), ...command.args, ...args], env);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  if (command?.isTest) console.log('0 passed, 1 failed');
  process.exitCode = error.exitCode;
}

function handOver(node, argv, env) {
  const child = spawn(node, argv, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Node could not be started (${node}): ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
}
