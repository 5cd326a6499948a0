import { printable } from '../protocol/src/words.ts';
import { ended } from './start/banner.ts';
import { dataFiles } from './start/data-dir.ts';
import { isDirectory } from './start/folders.ts';
import { runMain } from './start/launch-error.ts';
import { parseStopOptions } from './start/options.ts';
import { stopLauncher } from './stop/launcher.ts';
import { endSessions } from './stop/sessions.ts';

await runMain(async () => {
  const options = parseStopOptions(process.argv.slice(2));
  if (options) await stop(options.dataDir);
  return 0;
});

async function stop(dataDir: string): Promise<void> {
  const files = dataFiles(dataDir);
  // The launcher goes first: with its daemon gone, no new session can begin meanwhile.
  const wasRunning = await stopLauncher(files.lock);
  const sessions = isDirectory(files.daemon) ? await endSessions(files.daemon) : 0;
  const launcher = wasRunning ? 'Drover stopped.' : `Drover was not running for ${printable(dataDir)}.`;
  console.log(`${launcher} ${ended(sessions)}`);
}
