import os from 'node:os';
import path from 'node:path';
import { dataFiles } from './data-dir.ts';
import { withoutNpm } from './environment.ts';
import { root } from './folders.ts';
import type { StartOptions } from './options.ts';
import type { Program } from './supervisor.ts';

export const hubMain = path.join(root, 'hub/src/main.ts');
export const daemonMain = path.join(root, 'daemon/src/main.ts');
export const dashboardFolder = path.join(root, 'web/dist');

export function hubProgram({ dataDir, port, hubFlags }: StartOptions): Program {
  const files = dataFiles(dataDir);
  const flags = {
    '--data-dir': files.hub,
    '--port': String(port),
    '--web-dir': dashboardFolder,
    '--local-host-name': os.hostname(),
    '--local-host-token-file': files.token,
  };
  return program('hub', [hubMain, ...Object.entries(flags).flat(), ...hubFlags], files.hubLog);
}

export function daemonProgram({ dataDir, hubUrl, projectsRoots }: StartOptions): Program {
  const files = dataFiles(dataDir);
  const flags = {
    '--state-dir': files.daemon,
    '--hub-url': hubUrl,
    '--token-file': files.token,
  };
  const roots = projectsRoots.flatMap((folder) => ['--projects-root', folder]);
  return program('daemon', [daemonMain, ...Object.entries(flags).flat(), ...roots], files.daemonLog);
}

function program(name: string, argv: string[], logFile: string): Program {
  return { name, argv, env: withoutNpm(process.env), logFile };
}
