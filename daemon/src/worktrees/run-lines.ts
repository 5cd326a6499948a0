import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'run-setup.sh');

/** Of the terminal's window while it asks; that script sets it. */
export const SETUP_FAILED_TITLE = 'set-up failed';

/**
 * The beginning of a command line that runs these lines first, in the worktree's root and in the session's terminal, where
 * people see them. When one fails it asks in the terminal whether to start without it, to run it again, or to end.
 */
export function runFirst(worktree: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['/bin/sh', SCRIPT, worktree, String(lines.length), ...lines];
}
