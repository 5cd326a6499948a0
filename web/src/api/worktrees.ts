import {
  type HostId,
  RemovedWorktree,
  type RemoveWorktree,
  RestoredWorktree,
  type RestoreWorktree,
  WorktreeList,
} from '@drover/protocol';
import { call } from './http.ts';

/** All worktrees of all projects of a host, asked of the host itself. */
export const listWorktrees = (hostId: HostId, signal?: AbortSignal) =>
  call('GET', `/api/hosts/${hostId}/worktrees`, WorktreeList, undefined, signal);

/** Refused with `worktree_in_use`, and with `worktree_at_risk` where something would be lost that way. */
export const removeWorktree = (hostId: HostId, wish: RemoveWorktree) =>
  call('POST', `/api/hosts/${hostId}/worktrees/remove`, RemovedWorktree, wish);

export const restoreWorktree = (hostId: HostId, wish: RestoreWorktree) =>
  call('POST', `/api/hosts/${hostId}/worktrees/restore`, RestoredWorktree, wish);
