import type { Role } from '@drover/protocol';

/** Roles as people read them. */
export const ROLE_WORDS: Record<Role, { name: string; article: string; may: string }> = {
  viewer: { name: 'Viewer', article: 'a viewer', may: 'Sees all sessions and watches their terminals' },
  operator: {
    name: 'Operator',
    article: 'an operator',
    may: 'Also starts, types into, stops and archives them',
  },
  admin: {
    name: 'Admin',
    article: 'an admin',
    may: 'Also manages hosts and people, and reads the audit log',
  },
};
