import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const MAKE_BASE_IMAGES = join(ROOT, 'scripts/containers/make-base-images.sh');

/** Both Containerfiles build on it. */
const BASE_IMAGE = 'docker.io/library/node:24-bookworm-slim';

const PROGRAMS = ['podman', 'podman-compose', 'curl'];

/** A registry that does not answer by then is taken for one that cannot be reached. */
const PULL_SECONDS = '120';

/** Why containers cannot be tried on this machine, in words; null when they can. */
export function obstacle(): string | null {
  if (process.getuid?.() !== 0)
    return 'only root can run podman and make its base images without preparation';
  const missing = PROGRAMS.filter((name) => spawnSync(name, ['--version']).error);
  if (missing.length > 0) return `${missing.join(' and ')} cannot be found`;
  const { status, stderr } = spawnSync('podman', ['info'], { encoding: 'utf8' });
  return status === 0 ? null : `podman does not work here: ${stderr.trim().split('\n').at(-1)}`;
}

export type RunOptions = { cwd?: string; env?: NodeJS.ProcessEnv; input?: string };

/** Podman with settings that suit this machine, in a file of their own. */
export class Engine implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'drover-engine-'));

  /** With the base image at hand: fetched, or made where no registry is reached. */
  static async start(): Promise<Engine> {
    const engine = new Engine();
    await engine.run(MAKE_BASE_IMAGES, ['--conf-only']);
    if (await engine.succeeds('podman', ['image', 'exists', BASE_IMAGE])) return engine;
    if (await engine.succeeds('timeout', [PULL_SECONDS, 'podman', 'pull', '--quiet', BASE_IMAGE]))
      return engine;
    await engine.run(MAKE_BASE_IMAGES, []);
    return engine;
  }

  /** What it printed on stdout and stderr. Throws with that when it fails. */
  async run(
    program: string,
    args: readonly string[],
    { cwd = ROOT, env, input = '' }: RunOptions = {},
  ): Promise<string> {
    const conf = join(this.#folder, 'containers.conf');
    // Only what is there: the first call is the one that writes the file.
    const own = { CONF: conf, ...(existsSync(conf) ? { CONTAINERS_CONF: conf } : {}) };
    const child = spawn(program, args, { cwd, env: { ...process.env, ...own, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.stdin.on('error', () => {}); // it has ended without reading; its exit code says more
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`);
    return output;
  }

  async succeeds(program: string, args: readonly string[]): Promise<boolean> {
    return this.run(program, args).then(
      () => true,
      () => false,
    );
  }

  podman = (...args: string[]): Promise<string> => this.run('podman', args);

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
