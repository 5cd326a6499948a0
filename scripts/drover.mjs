// Behind the command `drover`. It runs on whatever Node the person has, so it is plain JavaScript without packages;
// it sees to Node 24 and the packages, then hands over to the program that was asked for.
import path from 'node:path';
import { helpText, PROGRAMS } from './setup/drover-programs.mjs';
import { SetupError } from './setup/error.mjs';
import { handOver, runToEnd } from './setup/hand-over.mjs';
import { NODE_FLAGS } from './setup/node-flags.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/versions.mjs';

const dashboard = path.join(root, 'web/dist');
const [name = '--help', ...args] = process.argv.slice(2);

try {
  if (name === '--help' || name === '-h' || name === 'help') console.log(helpText());
  else await run(name);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

async function run(name) {
  const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  if (!program) throw new SetupError(`There is no such command.\n\n${helpText()}`, 64);
  const { node, env } = await prepare({});
  if (servesPages(program)) await buildDashboard(node, env);
  const pages = servesPages(program) ? ['--web-dir', dashboard] : [];
  await handOver(node, [...NODE_FLAGS, path.join(root, program.main), ...pages, ...args], env);
}

/** The hub itself, and none of the commands for its data. */
function servesPages({ hasDashboard }) {
  const [first = '-'] = args;
  return hasDashboard && first.startsWith('-') && !args.includes('--help') && !args.includes('--web-dir');
}

async function buildDashboard(node, env) {
  const { code } = await runToEnd(node, [path.join(root, 'scripts/dashboard.ts')], env);
  if (code !== 0) throw new SetupError('The dashboard could not be built.');
}
