import type { Role } from '@drover/protocol';

/** Roles as people read them; `may` goes on after "can". */
export const ROLE_WORDS: Record<Role, { name: string; article: string; may: string }> = {
  viewer: { name: 'Viewer', article: 'a viewer', may: 'see all sessions and watch their terminals' },
  operator: {
    name: 'Operator',
    article: 'an operator',
    may: 'start, type into, stop and archive sessions, too',
  },
  admin: { name: 'Admin', article: 'an admin', may: 'manage hosts and people and read the audit log, too' },
};

export const canSentence = (role: Role): string => `Can ${ROLE_WORDS[role].may}.`;
