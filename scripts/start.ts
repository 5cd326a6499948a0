import { ensureDashboard } from './start/dashboard.ts';
import { dataFiles, ensureDataDir } from './start/data-dir.ts';
import { runMain } from './start/launch-error.ts';
import { Launcher } from './start/launcher.ts';
import { Lock } from './start/lock.ts';
import { parseStartOptions, type StartOptions } from './start/options.ts';
import { requireFreePort } from './start/port.ts';
import { daemonProgram, hubProgram } from './start/programs.ts';

await runMain(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  return options ? start(options) : 0;
});

async function start(options: StartOptions): Promise<number> {
  ensureDataDir(options.dataDir);
  const lock = Lock.take(dataFiles(options.dataDir).lock, `http://127.0.0.1:${options.port}`);
  try {
    await requireFreePort(options.port);
    await ensureDashboard();
    return await new Launcher(options, hubProgram(options), daemonProgram(options)).run();
  } finally {
    lock.release();
  }
}
