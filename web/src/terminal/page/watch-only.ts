import { type Host, hasRole, type User } from '@drover/protocol';
import { inputForbidden } from '../../hosts/host-words.ts';

/** Why this person can only watch sessions of this host; null when they may type. */
export function watchOnly(me: User | null, host: Host | undefined): string | null {
  if (me && !hasRole(me.role, 'operator')) return 'Your role is viewer: you can watch, and not type.';
  return inputForbidden(host);
}
