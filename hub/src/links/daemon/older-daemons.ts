import { type Command, DroverError, type SpawnRequest } from '@drover/protocol';

/**
 * What a daemon of the protocol before ours must be told otherwise, since it refuses what it does not know. Of protocol
 * 3: it starts sessions in the project's own directory, with a new conversation, and can do nothing else for a person
 * than start, stop and tell its projects.
 */

const FIRST_WITH_WORKTREES = 4;

/** A command as this daemon understands it. Throws `upgrade_daemon` for what it cannot do. */
export function commandFor(protocol: number, command: Command): object {
  if (protocol >= FIRST_WITH_WORKTREES) return command;
  switch (command.kind) {
    case 'spawn':
      return { ...command, payload: plainSpawn(command.payload) };
    case 'list_projects':
      return { ...command, payload: {} };
    case 'stop':
      return command;
    default:
      throw tooOld('does not know this');
  }
}

function plainSpawn({ parentId, worktree, conversation, model, ...plain }: SpawnRequest) {
  if (parentId !== null) throw tooOld('opens no session beside another');
  if (worktree.kind !== 'none') throw tooOld('knows no worktrees');
  if (conversation.kind !== 'new') throw tooOld('resumes no conversations');
  if (model !== null) throw tooOld('lets nobody choose a model');
  return plain;
}

const tooOld = (what: string) =>
  new DroverError(
    'upgrade_daemon',
    `The daemon of this host is of an older version and ${what}; upgrade it.`,
  );
