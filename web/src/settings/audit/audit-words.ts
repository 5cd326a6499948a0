import type { AuditLine } from '@drover/protocol';

/** What was done, as it goes on after who did it. Actions that are not known here are told by their own name. */
const ACTIONS: Partial<Record<string, string>> = {
  activity_reported: 'said that Drover is wrong about what a session does',
  admin_added: 'added an admin at the command line',
  ask_answered: 'answered what a session asked for',
  control_taken: 'took control of a session',
  forbidden_session: 'spoke for a session of another host',
  foreign_session: 'spoke for a session of another host',
  frame_too_large: 'sent a message that is too large',
  host_already_connected: 'was turned away, as another daemon has its token',
  host_deleted: 'deleted a host',
  host_registered: 'registered a host',
  host_renamed: 'renamed a host',
  host_revoked: 'revoked the access of a host',
  host_token_made: 'made a new token for a host',
  host_token_used: 'used its new token',
  invite_deleted: 'deleted a link',
  invite_made: 'made an invite',
  invite_used: 'accepted an invite',
  login: 'logged in',
  login_ended: 'signed a login out',
  login_failed: 'failed to log in',
  logout: 'logged out',
  password_changed: 'changed the password',
  password_refused: 'gave a wrong current password',
  password_set: 'set a password at the command line',
  person_deleted: 'deleted a person',
  person_disabled: 'disabled a person',
  person_enabled: 'enabled a person',
  person_joined: 'came by the identity provider for the first time',
  person_role: 'changed a role',
  reset_made: 'made a link for a new password',
  reset_used: 'chose a new password',
  session_archived: 'archived a session',
  session_asked: 'asked for a session',
  session_edited: 'changed the name, task or tags of a session',
  session_refused: 'was refused a session by the host',
  session_resumed: 'resumed a session',
  session_started: 'started a session',
  session_stopped: 'stopped a session',
  setup: 'set up the hub',
  task_edited: 'changed what a session is for',
  token_deleted: 'deleted an API token',
  token_made: 'made an API token',
  unsupported_protocol: 'was turned away, as its daemon is too old',
  upgrade_hub: 'was turned away, as its daemon is newer than the hub',
  worktree_removed: 'removed a worktree of a host',
  worktree_restored: 'restored a worktree of a host',
};

export const actionWords = (action: string): string => ACTIONS[action] ?? action.replaceAll('_', ' ');

/** What else the hub wrote down, in pairs: `profile: bash`. */
export function detailWords({ detail }: Pick<AuditLine, 'detail'>): string {
  return Object.entries(detail ?? {})
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

/** Who did it, where it was nobody with an id. A wrong password proves nothing about who typed it. */
export const nobodyWords = ({ action }: Pick<AuditLine, 'action'>): string =>
  action === 'login_failed' ? 'Somebody' : 'The hub';
