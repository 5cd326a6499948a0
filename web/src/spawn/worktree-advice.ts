import { type Host, hasEnded, type ProfileInfo, type ProjectDetails, type Session } from '@drover/protocol';
import type { SpawnDraft } from './spawn-draft.ts';

/** Whether a session may have a worktree, whether it had better, and the sentence that says why. */
export type WorktreeAdvice = { possible: false; why: string } | { possible: true; on: boolean; why: string };

/** What is known of the project when the dialog asks for it. */
export type ProjectKnowledge =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'unknown'; why: string }
  | { state: 'known'; details: ProjectDetails };

export type AdviceInput = {
  project: ProjectKnowledge;
  /** What is to be started. */
  profile: ProfileInfo | undefined;
  /** It goes on with a conversation. */
  resumes: boolean;
  /** What the agents are called that are active there now. */
  others: readonly string[];
};

export function adviseWorktree({ project, profile, resumes, others }: AdviceInput): WorktreeAdvice {
  if (project.state === 'none') return { possible: false, why: 'Choose a project first.' };
  if (project.state === 'asking') return { possible: false, why: 'Asking the host about the project…' };
  if (project.state === 'unknown')
    return { possible: false, why: 'Off, because the host could not look at the project.' };
  const obstacle = obstacleIn(project.details);
  if (obstacle) return { possible: false, why: obstacle };
  if (resumes)
    return { possible: true, on: false, why: 'Off, because a conversation goes on where it was held.' };
  if (others.length === 0) return { possible: true, on: false, why: 'Off, because no agent works here now.' };
  if (profile?.shell)
    return { possible: true, on: false, why: 'Off, because a shell changes only what you tell it to.' };
  return {
    possible: true,
    on: true,
    why: `On, because ${listOf(others)} ${others.length === 1 ? 'works' : 'work'} here: each gets its own files and branch.`,
  };
}

function obstacleIn({ git }: ProjectDetails): string | null {
  if (!git) return 'Off, because this is no git repository.';
  return git.head === null ? 'Off, because the repository has no commit yet.' : null;
}

/** Whether the session is to get one. The person's word counts also where it fails: nothing falls back unasked. */
export const wantsWorktree = ({ ownWorktree, worktreePath }: SpawnDraft, advice: WorktreeAdvice): boolean =>
  ownWorktree ?? (worktreePath !== '' || (advice.possible && advice.on));

/** What to say beside the switch as it stands. */
export function worktreeSentence(
  draft: SpawnDraft,
  advice: WorktreeAdvice,
  others: readonly string[],
): string {
  const on = wantsWorktree(draft, advice);
  if (!advice.possible || on === advice.on) return advice.why;
  if (draft.worktreePath && on) return 'On: it goes on in a worktree that is there.';
  if (on) return 'On: it gets its own files and branch, outside of the project’s checkout.';
  return `Off: it shares its files with ${listOf(others)}.`;
}

/** What does not come along into a new worktree. */
export const uncommittedWords = (files: number): string =>
  files === 1
    ? '1 file has changes that are not committed: they stay in the checkout, and are not in the new worktree.'
    : `${files} files have changes that are not committed: they stay in the checkout, and are not in the new worktree.`;

/** What the agents are called that are active in a project, each once. Shells and companions are none. */
export function agentsAt(sessions: Iterable<Session>, host: Host | undefined, projectDir: string): string[] {
  const profiles = new Map(host?.facts?.profiles.map((profile) => [profile.name, profile]));
  const names = [...sessions]
    .filter((session) => session.hostId === host?.hostId && session.projectDir === projectDir)
    .filter(({ status, parentId }) => !hasEnded(status) && parentId === null)
    .map((session) => profiles.get(session.profile) ?? { shell: false, displayName: session.profile })
    .filter(({ shell }) => !shell)
    .map(({ displayName }) => displayName);
  return [...new Set(names)];
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const listOf = (names: readonly string[]): string => list.format(names);
