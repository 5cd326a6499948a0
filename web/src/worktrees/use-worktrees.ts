import type { Host, HostId, RemoveWorktree, RestoreWorktree, WorktreeList } from '@drover/protocol';
import {
  queryOptions,
  type UseQueryResult,
  useMutation,
  useQueries,
  useQueryClient,
} from '@tanstack/react-query';
import { listWorktrees, removeWorktree, restoreWorktree } from '../api/worktrees.ts';

export const worktreesQuery = (hostId: HostId) =>
  queryOptions({
    queryKey: ['worktrees', hostId],
    queryFn: ({ signal }) => listWorktrees(hostId, signal),
  });

export type HostWorktrees = { host: Host; query: UseQueryResult<WorktreeList> };

/** The worktrees of each host, as far as they are online. */
export function useWorktrees(hosts: readonly Host[]): HostWorktrees[] {
  const queries = useQueries({
    queries: hosts.map((host) => ({
      ...worktreesQuery(host.hostId),
      enabled: host.online,
      refetchOnWindowFocus: true,
    })),
  });
  return hosts.flatMap((host, index) => {
    const query = queries[index];
    return query ? [{ host, query }] : [];
  });
}

/** Removes a worktree of a host; the lists follow. */
export function useRemoveWorktree(hostId: HostId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: RemoveWorktree) => removeWorktree(hostId, wish),
    onSettled: () => queries.invalidateQueries(worktreesQuery(hostId)),
  });
}

export function useRestoreWorktree(hostId: HostId) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: RestoreWorktree) => restoreWorktree(hostId, wish),
    onSettled: () => queries.invalidateQueries(worktreesQuery(hostId)),
  });
}
