import type { AuditLine } from '@drover/protocol';

/** What was done, as a person says it. Actions that are not known here are told by their own name. */
const ACTIONS: Partial<Record<string, string>> = {
  admin_added: 'added an admin at the command line',
  archive: 'archived a session',
  delete_host: 'deleted a host',
  foreign_session: 'spoke for a session of another host',
  frame_too_large: 'sent a message that is too large',
  invite_deleted: 'deleted a link',
  invite_made: 'made an invite',
  invite_used: 'accepted an invite',
  login: 'logged in',
  login_ended: 'ended a login',
  login_failed: 'failed to log in',
  logout: 'logged out',
  password_changed: 'changed the password',
  password_set: 'set a password at the command line',
  person_changed: 'changed a person',
  person_deleted: 'deleted a person',
  register_host: 'registered a host',
  rename_host: 'renamed a host',
  reset_made: 'made a link for a new password',
  reset_used: 'chose a new password',
  revoke_host: 'revoked the access of a host',
  rotate_token: 'made a new token for a host',
  setup: 'set up the hub',
  spawn: 'started a session',
  stop: 'stopped a session',
  token_deleted: 'deleted an API token',
  token_made: 'made an API token',
  use_new_token: 'used its new token',
};

export const actionWords = (action: string): string => ACTIONS[action] ?? action.replaceAll('_', ' ');

/** What else the hub wrote down, in pairs: `profile: bash`. */
export function detailWords({ detail }: Pick<AuditLine, 'detail'>): string {
  return Object.entries(detail ?? {})
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
