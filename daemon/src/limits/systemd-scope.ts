import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Limits } from '../policy/index.ts';
import type { Hierarchies } from './cgroup-mounts.ts';
import { type Enforcer, entering, type Place } from './enforcer.ts';

/** There while systemd is the system's first process (sd_booted(3)). */
const BOOTED = '/run/systemd/system';
const PROBE_DEADLINE_MS = 5_000;

/**
 * Run in a new scope: makes a group for the holder, enters it, and one for the agent, with its limits; then becomes the
 * holder. Arguments: the scope's directory, bytes or nothing, tasks or nothing, the command.
 */
const DIVIDE = `set -e
mkdir "$1/holder" "$1/agent"
echo 0 > "$1/holder/cgroup.procs"
echo '+memory +pids' > "$1/cgroup.subtree_control"
if [ -n "$2" ]; then
  echo "$2" > "$1/agent/memory.max"
  if [ -e "$1/agent/memory.swap.max" ]; then echo 0 > "$1/agent/memory.swap.max"; fi
fi
if [ -n "$3" ]; then echo "$3" > "$1/agent/pids.max"; fi
shift 3
exec "$@"`;

/**
 * A scope of the user's own systemd for each session, its holder in it too: as nothing of a session is in the daemon's
 * own unit then, stopping that unit ends no session. Null where systemd does not do this for us.
 */
export function systemdScope({ v2 }: Hierarchies): Enforcer | null {
  if (!v2 || !existsSync(BOOTED)) return null;
  try {
    const parent = join(v2.mountPoint, sliceOfScopes());
    tryOut(parent);
    return { enforcedBy: 'systemd', place: (sessionId, limits) => place(parent, sessionId, limits) };
  } catch {
    return null;
  }
}

/** The path of the group in which systemd makes our scopes. */
function sliceOfScopes(): string {
  const membership = run([...inScope(`drover-probe-${process.pid}`), 'cat', '/proc/self/cgroup']);
  return dirname(/^0::(.*)$/m.exec(membership)?.[1] ?? '');
}

/** Throws when a scope cannot be divided or limited here. */
function tryOut(parent: string): void {
  const limits = { memoryBytes: 2 ** 30, tasks: 64 };
  run([...place(parent, `probe-${process.pid}-limits`, limits).holderPrefix, 'true']);
}

function place(parent: string, sessionId: string, { memoryBytes, tasks }: Limits): Place {
  const unit = `drover-${sessionId}`;
  const dir = join(parent, `${unit}.scope`);
  const agent = join(dir, 'agent');
  const dirs = { memory: agent, pids: agent };
  const divide = ['/bin/sh', '-c', DIVIDE, 'sh', dir, String(memoryBytes ?? ''), String(tasks ?? '')];
  return {
    dirs,
    oomEvents: join(agent, 'memory.events'),
    holderPrefix: [...inScope(unit), ...divide],
    agentPrefix: entering(dirs),
  };
}

const inScope = (unit: string): string[] => [
  'systemd-run',
  ...(process.getuid?.() === 0 ? [] : ['--user']),
  ...['--scope', '--quiet', '--collect', `--unit=${unit}`, '--description=A session of Drover'],
  ...['--property=Delegate=yes', '--'],
];

const run = ([file = '', ...args]: string[]): string =>
  execFileSync(file, args, {
    encoding: 'utf8',
    timeout: PROBE_DEADLINE_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
