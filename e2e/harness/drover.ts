import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { Program } from './program.ts';
import type { FaultProxy } from './proxy.ts';
import type { SmallDisk } from './small-disk.ts';

const ROOT = resolve(import.meta.dirname, '../..');
export const HUB_MAIN = join(ROOT, 'hub/src/main.ts');
export const DAEMON_MAIN = join(ROOT, 'daemon/src/main.ts');
export const DASHBOARD = join(ROOT, 'web/dist');

export const HOST_NAME = 'atlas';

export type DroverOptions = {
  /** Variables of the daemon beside PATH, LANG and HOME. */
  env?: Record<string, string>;
  /** Its profiles, when they are not those that Drover comes with. */
  profilesDir?: string;
  /** A line through which the daemon reaches the hub, still leading nowhere. */
  daemonLine?: FaultProxy;
  /** Where the daemon keeps its sessions and their output, instead of the common folder. */
  daemonDisk?: SmallDisk;
  /** Where the hub keeps its database, instead of the common folder. */
  hubDisk?: SmallDisk;
  /** Variables of the hub beside PATH, LANG and HOME. */
  hubEnv?: Record<string, string>;
  /** Further flags of the programs, each with its value. */
  hubFlags?: Record<string, string>;
  daemonFlags?: Record<string, string>;
  /** How long a viewer may read nothing of what it was sent, when that is not to be a minute. */
  stalledViewerMs?: number;
};

/** A hub and a daemon as real processes on a free port, with a folder of their own that goes with them. */
export type Drover = AsyncDisposable & {
  url: string;
  /** To be used once, for the first account. */
  setupUrl: string;
  /** The home directory of the daemon and its agents. */
  home: string;
  /** Where sessions may start; empty at first. */
  projectsRoot: string;
  /** The daemon's sessions and their output. */
  stateDir: string;
  /** The hub's database. */
  hubDir: string;
  hub: Program;
  daemon: Program;
  /** All hubs and daemons there have been, those that run now last. */
  programs: Program[];
  /** Paths of which one stands in the command line or the environment of each of its processes. */
  ownPaths: string[];
  /** Start the program anew on the same port and folders, after it was ended. Settle when it serves again. */
  startHub(): Promise<void>;
  startDaemon(): Promise<void>;
  /** Ends all sessions and programs, and leaves the folders. */
  stop(): Promise<void>;
  /** Makes a git repository below `projectsRoot`, when there is none of this name, and answers its path. */
  createProject(name: string): Promise<string>;
};

export async function startDrover(options: DroverOptions = {}): Promise<Drover> {
  const { profilesDir, daemonLine, daemonDisk } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'drover-e2e-')));
  const home = join(folder, 'home');
  const projectsRoot = join(home, 'projects');
  const stateDir = daemonDisk?.path ?? join(folder, 'daemon');
  const within = daemonDisk?.within ?? [];
  const tokenFile = join(folder, 'token');
  await mkdir(projectsRoot, { recursive: true });
  await writeFile(tokenFile, randomBytes(32).toString('hex'), { mode: 0o600 });

  const port = String(await freePort());
  const base = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOME: home };
  const url = `http://127.0.0.1:${port}`;
  daemonLine?.leadTo(url);
  const programs: Program[] = [];
  const start = (program: Program) => {
    programs.push(program);
    return program;
  };
  const { hubDisk } = options;
  const hubDir = hubDisk?.path ?? join(folder, 'hub');
  const hubPlace = {
    dataDir: hubDir,
    within: hubDisk?.within ?? [],
    port,
    tokenFile,
    env: { ...base, DROVER_NO_RELEASE_CHECK: '1', ...options.hubEnv },
    publicUrl: daemonLine?.url,
    more: options.hubFlags,
  };
  const newHub = () => start(startHub(hubPlace));
  const hub = newHub();
  const { setupUrl } = await hub.told<HubReady>('ready');
  const daemonEnv = { ...base, ...options.env };
  const daemonPlace = {
    stateDir,
    tokenFile,
    url: daemonLine?.url ?? url,
    projectsRoot,
    profilesDir,
    stalledViewerMs: options.stalledViewerMs,
    env: daemonEnv,
    within,
    more: options.daemonFlags,
  };
  const newDaemon = () => start(startDaemon(daemonPlace));
  const projects = new Map<string, Promise<unknown>>();
  let hasStopped = false;
  const drover: Drover = {
    url,
    setupUrl,
    home,
    projectsRoot,
    stateDir: daemonDisk?.seenPath ?? stateDir,
    hubDir: hubDisk?.seenPath ?? hubDir,
    hub,
    daemon: newDaemon(),
    programs,
    ownPaths: [folder, stateDir],
    async startHub() {
      drover.hub = newHub();
      await drover.hub.told('ready');
    },
    async startDaemon() {
      drover.daemon = newDaemon();
      await drover.daemon.told('connected');
    },
    async stop() {
      if (hasStopped) return;
      hasStopped = true;
      await drover.daemon.stop();
      const endAll = [...within, process.execPath, DAEMON_MAIN, '--end-all', '--state-dir', stateDir];
      await promisify(execFile)(endAll[0] ?? '', endAll.slice(1));
      await drover.hub.stop();
    },
    async createProject(name) {
      const project = join(projectsRoot, name);
      const made = projects.get(name) ?? promisify(execFile)('git', ['init', '--quiet', project]);
      projects.set(name, made);
      await made;
      return project;
    },
    async [Symbol.asyncDispose]() {
      await drover.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await drover.daemon.told('connected');
  return drover;
}

type HubReady = { type: 'ready'; setupUrl: string };

type HubPlace = {
  dataDir: string;
  port: string;
  tokenFile: string;
  env: Record<string, string>;
  /** A name by which daemons address it, beside its own. */
  publicUrl: string | undefined;
  /** The beginning of a command line that runs the rest somewhere special. */
  within: string[];
  more: Record<string, string> | undefined;
};

function startHub({ dataDir, port, tokenFile, env, publicUrl, within, more }: HubPlace): Program {
  const flags = {
    '--data-dir': dataDir,
    '--port': port,
    '--web-dir': DASHBOARD,
    '--local-host-name': HOST_NAME,
    '--local-host-token-file': tokenFile,
    // Silence is noticed in seconds instead of most of a minute.
    '--ping-interval-ms': '2000',
    '--ping-timeout-ms': '4000',
    ...(publicUrl ? { '--public-url': publicUrl } : {}),
    ...more,
  };
  return new Program({ name: 'hub', main: HUB_MAIN, args: Object.entries(flags).flat(), env, within });
}

type DaemonPlace = {
  stateDir: string;
  tokenFile: string;
  url: string;
  projectsRoot: string;
  profilesDir: string | undefined;
  stalledViewerMs: number | undefined;
  env: Record<string, string>;
  /** The beginning of a command line that runs the rest somewhere special. */
  within: string[];
  more: Record<string, string> | undefined;
};

function startDaemon(place: DaemonPlace): Program {
  const { stateDir, tokenFile, url, projectsRoot, profilesDir, stalledViewerMs, env, within, more } = place;
  const flags = {
    '--state-dir': stateDir,
    '--hub-url': url,
    '--token-file': tokenFile,
    '--projects-root': projectsRoot,
    ...(profilesDir ? { '--profiles-dir': profilesDir } : {}),
    ...(stalledViewerMs ? { '--stalled-viewer-ms': String(stalledViewerMs) } : {}),
    ...more,
  };
  return new Program({ name: 'daemon', main: DAEMON_MAIN, args: Object.entries(flags).flat(), env, within });
}
