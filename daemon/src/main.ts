import { readInvocation } from './config.ts';
import { startDaemon } from './daemon.ts';
import { endAll } from './end-all.ts';
import { install, uninstall } from './install/install.ts';
import { lockStateDir } from './lock.ts';
import { createLogger } from './log.ts';
import { StartError } from './start-error.ts';

/** Told to the program that started this one, if it listens. */
type Report = { type: 'ready' } | { type: 'connected' } | { type: 'stopped'; sessionsAlive: number };

const report = (message: Report) =>
  new Promise<void>((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()));

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`drover-daemon: ${error.message} (see --help)`);
  process.exit(error.exitCode);
}

async function main(): Promise<void> {
  const [word, ...rest] = process.argv.slice(2);
  if (word === 'install' || word === 'uninstall') {
    const { text, exitCode } = (word === 'install' ? install : uninstall)(rest, process.env);
    process.stdout.write(text);
    process.exitCode = exitCode;
    return;
  }
  const invocation = readInvocation(process.argv.slice(2), process.env);
  if (invocation.kind === 'help') return;
  if (invocation.kind === 'end-all') {
    const ended = await endAll(invocation.stateDir, createLogger('silent'));
    console.log(JSON.stringify({ ended }));
    return;
  }
  const { config } = invocation;
  const log = createLogger(config.logLevel);
  const unlock = lockStateDir(config.stateDir);
  const daemon = await startDaemon(config, log, () => void report({ type: 'connected' }));
  await report({ type: 'ready' });
  await stopRequest();
  if (config.endSessionsOnStop) await daemon.endSessions();
  const sessionsAlive = daemon.sessionsAlive();
  await daemon.stop();
  unlock();
  log.info({ sessionsAlive }, sessionsAlive > 0 ? 'stopped; sessions go on' : 'stopped');
  await report({ type: 'stopped', sessionsAlive });
  process.exit(0);
}

/** Settles when somebody wants this program to end: a signal, or the end of the program that started it. */
function stopRequest(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGTERM', () => resolve());
  process.once('SIGINT', () => resolve());
  process.once('disconnect', () => resolve());
  return promise;
}
