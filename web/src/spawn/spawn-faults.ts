import {
  BranchName,
  ConversationId,
  DroverError,
  type ErrorCode,
  type Host,
  ModelName,
  Prompt,
  Revision,
  SessionName,
  Tags,
  Task,
} from '@drover/protocol';
import type { z } from 'zod';
import { messageOf } from '../api/http.ts';
import { allTags, conversationKind, type SpawnDraft, type SpawnTerms } from './spawn-draft.ts';

/** Where in the dialog something can be wrong. */
export type SpawnPlace =
  | 'host'
  | 'profile'
  | 'projectDir'
  | 'conversation'
  | 'worktree'
  | 'branch'
  | 'base'
  | 'setup'
  | 'model'
  | 'task'
  | 'name'
  | 'tags'
  | 'prompt'
  | 'form';
export type SpawnFaults = { [place in SpawnPlace]?: string | undefined };

/** Where in the dialog a refusal of the hub or the host belongs. */
const PLACES: Partial<Record<ErrorCode, SpawnPlace>> = {
  host_offline: 'host',
  too_many_sessions: 'host',
  unknown_profile: 'profile',
  profile_unavailable: 'profile',
  path_outside_roots: 'projectDir',
  not_a_directory: 'projectDir',
  not_found: 'projectDir',
  no_conversation: 'conversation',
  session_running: 'conversation',
  not_a_repository: 'worktree',
  worktree_failed: 'worktree',
  worktree_in_use: 'worktree',
  branch_taken: 'branch',
  invalid_branch: 'branch',
  invalid_base: 'base',
  setup_changed: 'setup',
};

/** Places that are in sight only with a new worktree. */
const OF_NEW_WORKTREE: readonly SpawnPlace[] = ['branch', 'base', 'setup'];

/** @param draft what was asked for */
export function faultsOfRefusal(error: unknown, { worktreePath }: SpawnDraft): SpawnFaults {
  const place = (error instanceof DroverError && PLACES[error.code]) || 'form';
  return { [worktreePath && OF_NEW_WORKTREE.includes(place) ? 'worktree' : place]: messageOf(error) };
}

/** What can be told to be wrong without asking the hub. */
export function faultsOf(draft: SpawnDraft, terms: SpawnTerms, host: Host | undefined): SpawnFaults {
  const faults: SpawnFaults = {
    host: hostFault(host),
    profile: profileFault(draft, host),
    projectDir: projectFault(draft.projectDir.trim(), terms, host),
    conversation: conversationFault(draft, terms),
    ...(terms.worktree && !draft.worktreePath && newWorktreeFaults(draft)),
    model: terms.takes.acceptsModel ? wordFault('The model', ModelName, draft.model) : undefined,
    task: wordFault('The task', Task, draft.task),
    name: wordFault('The name', SessionName, draft.name),
    tags: tagsFault(allTags(draft)),
    prompt: wordFault('The prompt', Prompt, draft.prompt),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

function hostFault(host: Host | undefined): string | undefined {
  if (!host) return 'Choose a host.';
  return host.online ? undefined : `${host.name} is offline.`;
}

function profileFault(draft: SpawnDraft, host: Host | undefined): string | undefined {
  const profile = host?.facts?.profiles.find(({ name }) => name === draft.profile);
  return profile ? (profile.unavailable ?? undefined) : 'Choose what to start.';
}

function projectFault(path: string, { repository }: SpawnTerms, host: Host | undefined): string | undefined {
  if (!path) return 'Choose a project, or type the path of a directory.';
  if (!isPath(path))
    return 'Choose a project from the list, or type a path: it must be absolute, or begin with "~/".';
  if (repository === false && host?.facts?.policy.plainDirectories === false)
    return `The policy of ${host.name} lets sessions start in git repositories only, and this is none.`;
}

/** Whether it is a path as hosts take it: absolute, or below the home directory. */
export const isPath = (text: string): boolean => /^(\/|~$|~\/)/.test(text.trim());

function conversationFault(draft: SpawnDraft, { takes }: SpawnTerms): string | undefined {
  if (conversationKind(draft, takes.resumes) !== 'resume') return;
  if (!ConversationId.safeParse(draft.conversationId.trim()).success)
    return takes.resumes.listed ? 'Choose a conversation from the list.' : 'Type the id of a conversation.';
}

const newWorktreeFaults = ({ branch, base }: SpawnDraft): SpawnFaults => ({
  branch: wordFault('It', BranchName, branch),
  base: wordFault('It', Revision, base),
});

/** Nothing typed is nothing wrong. */
function wordFault(subject: string, word: z.ZodType<string>, text: string): string | undefined {
  const parsed = word.safeParse(text.trim() || undefined);
  return !text.trim() || parsed.success ? undefined : `${subject} ${parsed.error.issues[0]?.message}.`;
}

function tagsFault(tags: string[]): string | undefined {
  const issue = Tags.safeParse(tags).error?.issues[0];
  if (issue) return `${issue.path.length > 0 ? 'A tag' : 'The tags'} ${issue.message}.`;
}
