import { DroverError, type SpawnBody } from '@drover/protocol';
import type { z } from 'zod';
import type { Fleet } from '../fleet/fleet.ts';

type Wanted = Pick<z.output<typeof SpawnBody>, 'parentId' | 'hostId' | 'projectDir' | 'worktree'>;

/** A companion runs where its parent does, and nowhere else. Throws `no_session`, `invalid_body`. */
export function expectBesideParent(wanted: Wanted, fleet: Fleet): void {
  if (wanted.parentId === null) return;
  const parent = fleet.session(wanted.parentId);
  if (parent.hostId !== wanted.hostId) {
    throw new DroverError('no_session', 'There is no such session on this host to open another beside.');
  }
  if (parent.projectDir !== wanted.projectDir) {
    throw new DroverError(
      'invalid_body',
      'projectDir: must be that of the session beside which it is opened',
    );
  }
  if (wanted.worktree.kind !== 'none') {
    throw new DroverError('invalid_body', 'worktree: must be left out; it is that of the session beside it');
  }
}
