import { runAdminCommand } from './admin/command.ts';
import { ADMIN_COMMANDS } from './admin/commands.ts';
import { configFromCommandLine } from './config/cli.ts';
import { StartError } from './config/start-error.ts';
import { createHub, type Hub } from './hub.ts';

/** `stop` takes less; what is still open then is not worth waiting for. */
const STOP_DEADLINE_MS = 4_500;

const [name = '', ...rest] = process.argv.slice(2);
const command = ADMIN_COMMANDS.get(name);
try {
  await (command ? runAdminCommand(name, command, rest, process.env) : runHub(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`drover-hub: ${error.message}\n`);
  process.exit(error.exitCode);
}

async function runHub(argv: string[]): Promise<void> {
  const stopped = stopRequested();
  const config = configFromCommandLine(argv, process.env);
  if (!config) return;
  const hub = createHub(config);
  await hub.start();
  announce(hub);
  await stopped;
  setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
  await hub.stop();
  process.exit(0);
}

/** Resolves at the first signal, or when the program that started us is gone. */
function stopRequested(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.on('SIGTERM', () => resolve());
  process.on('SIGINT', () => resolve());
  process.on('disconnect', () => resolve());
  return promise;
}

/** Tells the program that started us, or else the person, where the hub is. */
function announce({ url, setupUrl }: Hub): void {
  if (process.send) process.send({ type: 'ready', url, setupUrl });
  else if (setupUrl) process.stderr.write(`Make the first account: ${setupUrl} (valid for 15 minutes)\n`);
  else process.stderr.write(`Drover is at ${url}\n`);
}
