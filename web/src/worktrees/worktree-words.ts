import { type HostId, hasEnded, type Rescue, type Session, type Worktree } from '@drover/protocol';
import type { Tone } from '../design/status-dot.tsx';

/** What a worktree is called where there is room for one line; also what is typed to discard it. */
export const worktreeName = ({ branch, path }: Pick<Worktree, 'branch' | 'path'>): string =>
  branch ?? path.split('/').findLast(Boolean) ?? path;

/** What it holds that is nowhere else, in words; empty when there is nothing. */
export function holdings({ git, ignoredFiles, unmerged }: Worktree): string[] {
  return [
    ...fileWords(git?.changedFiles ?? 0, ignoredFiles),
    ...counted(unmerged, 'commit that nothing else has', 'commits that nothing else has'),
  ];
}

export function stateOf(worktree: Worktree): { tone: Tone; words: string } {
  if (worktree.git === null) return { tone: 'bad', words: 'Its folder is gone' };
  const held = holdings(worktree);
  return held.length > 0 ? { tone: 'warn', words: held.join(', ') } : { tone: 'good', words: 'Clean' };
}

/** The sessions that run in it now, as the host said or the fleet shows. */
export function usersOf(worktree: Worktree, hostId: HostId, sessions: Iterable<Session>): Session[] {
  return [...sessions].filter(
    (session) =>
      session.hostId === hostId &&
      !hasEnded(session.status) &&
      (session.worktree?.path === worktree.path || worktree.usedBy.includes(session.sessionId)),
  );
}

/** Why it cannot be removed from here; null when it can. */
export function removalObstacle({ ours, locked }: Worktree, users: readonly Session[]): string | null {
  if (!ours) return 'Made by hand; Drover removes only what it has made.';
  if (users.length === 1) return 'A session works in it; stop it first.';
  if (users.length > 1) return `${users.length} sessions work in it; stop them first.`;
  return locked === null ? null : `Locked: ${locked || 'somebody locked it with git'}`;
}

/** Whether, as far as the host has told, nothing is lost with it. */
export const isClean = (worktree: Worktree, users: readonly Session[]): boolean =>
  removalObstacle(worktree, users) === null && holdings(worktree).length === 0;

export const rescueWords = ({ changedFiles, ignoredFiles }: Rescue): string =>
  fileWords(changedFiles, ignoredFiles)[0] ?? 'commits only';

/** Files in one phrase; empty when there are none. */
function fileWords(changed: number, ignored: number): string[] {
  if (changed === 0) return counted(ignored, 'ignored file', 'ignored files');
  const [files] = counted(changed, 'changed file', 'changed files');
  return [[files, ...counted(ignored, 'ignored one', 'ignored ones')].join(' and ')];
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** What brings it back on the host itself, also while no daemon runs there. */
export const restoreCommand = ({ project, ref }: Rescue): string =>
  `cd ${shellWord(project)} && drover worktree restore ${ref}`;

const shellWord = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
