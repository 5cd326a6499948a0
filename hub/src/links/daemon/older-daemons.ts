import type { Answer, Command, SpawnRequest } from '@drover/protocol';

/**
 * What a daemon of the protocol before ours must be told otherwise, since it refuses what it does not know. Of protocol
 * 3: it starts sessions in the project's own directory, with a new conversation, and beside that it can but stop them and
 * list its projects.
 */

const FIRST_WITH_WORKTREES = 4;

/** A command as this daemon understands it; or `upgrade_daemon`, in its stead, for what it cannot do. */
export function commandFor(protocol: number, command: Command): Answer<object> {
  if (protocol >= FIRST_WITH_WORKTREES) return { ok: true, value: command };
  switch (command.kind) {
    case 'spawn':
      return plainSpawn(command, command.payload);
    case 'list_projects':
      return { ok: true, value: { ...command, payload: {} } };
    case 'stop':
      return { ok: true, value: command };
    default:
      return tooOld('does not know this');
  }
}

function plainSpawn(command: Command, payload: SpawnRequest): Answer<object> {
  const { parentId, worktree, conversation, model, ...plain } = payload;
  if (parentId !== null) return tooOld('opens no session beside another');
  if (worktree.kind !== 'none') return tooOld('knows no worktrees');
  if (conversation.kind !== 'new') return tooOld('resumes no conversations');
  if (model !== null) return tooOld('lets nobody choose a model');
  return { ok: true, value: { ...command, payload: plain } };
}

function tooOld(what: string): Answer<never> {
  const message = `The daemon of this host is of an older version and ${what}; upgrade it.`;
  return { ok: false, error: { code: 'upgrade_daemon', message } };
}
