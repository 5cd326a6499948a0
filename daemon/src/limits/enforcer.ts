import type { Limits } from '../policy/index.ts';
import type { GroupDirs } from './session-group.ts';

/** How one session is started within its limits. */
export type Place = {
  dirs: GroupDirs;
  /** File in which the kernel counts what it killed in this group for want of memory. */
  oomEvents: string;
  /** The beginning of the command line that runs the holder; empty for none. */
  holderPrefix: string[];
  /** The beginning of the command line that runs the agent: enters the group, or fails before anything has run. */
  agentPrefix: string[];
};

/** Something on this machine that can hold a session within limits. */
export type Enforcer = {
  readonly enforcedBy: 'cgroup' | 'systemd';
  /** Throws what the file system throws. */
  place(sessionId: string, limits: Limits): Place;
};

/** Writes itself into each of two groups (the same with version 2), then becomes the program. */
const ENTER = 'echo 0 > "$1" && echo 0 > "$2" && shift 2 && exec "$@"';

export const entering = ({ memory, pids }: GroupDirs): string[] => [
  ...['/bin/sh', '-c', ENTER, 'sh'],
  ...[`${memory}/cgroup.procs`, `${pids}/cgroup.procs`],
];
