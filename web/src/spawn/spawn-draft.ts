import type { ConversationChoice, ProfileInfo, SpawnBody, WorktreeChoice } from '@drover/protocol';

/** What the person has chosen and typed so far. Texts are empty where nothing was said. */
export type SpawnDraft = {
  hostId: string;
  profile: string;
  projectDir: string;
  conversation: ConversationChoice['kind'];
  /** Which one, of `resume`. */
  conversationId: string;
  /** Whether it gets a worktree; null for what is advised. */
  ownWorktree: boolean | null;
  /** Path of the worktree to go on in; empty for a new one. */
  worktreePath: string;
  branch: string;
  base: string;
  /** Hash of the set-up that was agreed to, or empty for none; null while nothing was said here. */
  setup: string | null;
  model: string;
  task: string;
  name: string;
  tags: readonly string[];
  /** A tag that is still being typed. */
  tag: string;
  prompt: string;
};

/** Nothing said yet, but of where and what. */
export const emptyDraft = (
  place: Pick<SpawnDraft, 'hostId' | 'profile' | 'projectDir'> & Partial<SpawnDraft>,
): SpawnDraft => ({
  conversation: 'new',
  conversationId: '',
  ownWorktree: null,
  worktreePath: '',
  branch: '',
  base: '',
  setup: null,
  model: '',
  task: '',
  name: '',
  tags: [],
  tag: '',
  prompt: '',
  ...place,
});

/** What of a draft said something about the project that was chosen, and means nothing for another. */
export const ELSEWHERE: Partial<SpawnDraft> = {
  conversationId: '',
  ownWorktree: null,
  worktreePath: '',
  branch: '',
  base: '',
  setup: null,
};

/** What the host makes of a draft: what its profile takes, and what is known of its project. */
export type SpawnTerms = {
  takes: Pick<ProfileInfo, 'acceptsPrompt' | 'acceptsModel' | 'resumes'>;
  /** Whether the project is a git repository; null while nobody knows. */
  repository: boolean | null;
  worktree: boolean;
  /** Hash of the set-up to run; null for none. */
  setup: string | null;
};

export const allTags = ({ tags, tag }: SpawnDraft): string[] => [
  ...new Set([...tags, tag.trim()].filter(Boolean)),
];

/** What was typed for a profile that does not take it stays here. */
export function bodyOf(draft: SpawnDraft, terms: SpawnTerms, commandId: string): SpawnBody {
  const { acceptsPrompt, acceptsModel } = terms.takes;
  return {
    commandId,
    hostId: draft.hostId,
    profile: draft.profile,
    projectDir: draft.projectDir.trim(),
    worktree: worktreeOf(draft, terms),
    conversation: conversationOf(draft, terms.takes.resumes),
    model: (acceptsModel && draft.model.trim()) || null,
    task: draft.task.trim() || null,
    prompt: (acceptsPrompt && draft.prompt.trim()) || null,
    name: draft.name.trim() || null,
    tags: allTags(draft),
  };
}

function worktreeOf(draft: SpawnDraft, { worktree, setup }: SpawnTerms): WorktreeChoice {
  if (!worktree) return { kind: 'none' };
  if (draft.worktreePath) return { kind: 'existing', path: draft.worktreePath };
  return { kind: 'new', branch: draft.branch.trim() || null, base: draft.base.trim() || null, setup };
}

/** What is asked for of what the profile can do. */
export const conversationKind = (
  { conversation }: SpawnDraft,
  { newest, picked }: ProfileInfo['resumes'],
): ConversationChoice['kind'] => {
  if (conversation === 'newest' && newest) return 'newest';
  return conversation === 'resume' && picked ? 'resume' : 'new';
};

function conversationOf(draft: SpawnDraft, resumes: ProfileInfo['resumes']): ConversationChoice {
  const kind = conversationKind(draft, resumes);
  return kind === 'resume' ? { kind, conversationId: draft.conversationId.trim() } : { kind };
}
