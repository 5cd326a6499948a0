import type { ProfileInfo } from '@drover/protocol';

/** What a profile's tool can do with conversations, in few words; null for one that has none. */
export function conversationWords({ resumes, shell }: ProfileInfo): string | null {
  if (shell) return null;
  if (resumes.picked) return resumes.newest ? 'Resumes any conversation' : 'Resumes a given conversation';
  return resumes.newest ? 'Resumes its newest conversation' : 'Begins anew each time';
}
