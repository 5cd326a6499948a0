import type { Host, ProfileInfo, Session } from '@drover/protocol';
import { conversationKind, type SpawnDraft, type SpawnTerms } from './spawn-draft.ts';
import {
  adviseWorktree,
  agentsAt,
  type ProjectKnowledge,
  type WorktreeAdvice,
  wantsWorktree,
} from './worktree-advice.ts';

/** What is known beside the draft itself. */
export type SpawnSurroundings = {
  host: Host | undefined;
  sessions: readonly Session[];
  project: ProjectKnowledge;
  /** Whether the person agreed to a set-up before. */
  hasAgreed: (setup: { project: string; hash: string }) => boolean;
  /** Why nobody may type into sessions of the host; null when they may. */
  inputForbidden: string | null;
};

export type SpawnOutlook = {
  profile: ProfileInfo | undefined;
  advice: WorktreeAdvice;
  /** What the agents are called that are active in the project. */
  others: string[];
  terms: SpawnTerms;
};

const TAKES_NOTHING: SpawnTerms['takes'] = {
  acceptsPrompt: false,
  acceptsModel: false,
  resumes: { newest: false, picked: false, listed: false, otherwise: 'refuse' },
};

/** What a draft comes to where it is to be started. */
export function outlookOf(draft: SpawnDraft, around: SpawnSurroundings): SpawnOutlook {
  const { host, project } = around;
  const profile = host?.facts?.profiles.find(({ name }) => name === draft.profile);
  const takes = profile ?? TAKES_NOTHING;
  const others = agentsAt(around.sessions, host, pathOf(draft, project));
  const resumes = conversationKind(draft, takes.resumes) !== 'new';
  const advice = adviseWorktree({ project, profile, resumes, others });
  const worktree = wantsWorktree(draft, advice);
  const { resumes: resumable, acceptsModel } = takes;
  const acceptsPrompt = takes.acceptsPrompt && around.inputForbidden === null;
  return {
    profile,
    advice,
    others,
    terms: {
      takes: { acceptsPrompt, acceptsModel, resumes: resumable },
      repository: project.state === 'known' ? project.details.git !== null : null,
      worktree,
      setup: worktree && !draft.worktreePath ? agreedSetup(draft, around) : null,
    },
  };
}

/** As the host has it, or as it was typed until the host has told. */
export const pathOf = (draft: SpawnDraft, project: ProjectKnowledge): string =>
  project.state === 'known' ? project.details.path : draft.projectDir.trim();

/** The hash of the set-up as it is now, if the person has agreed to this one, here or before. */
function agreedSetup({ setup: said }: SpawnDraft, { project, hasAgreed }: SpawnSurroundings): string | null {
  if (project.state !== 'known' || !project.details.setup) return null;
  const { hash } = project.details.setup;
  const agreed = said === null ? hasAgreed({ project: project.details.path, hash }) : said === hash;
  return agreed ? hash : null;
}
