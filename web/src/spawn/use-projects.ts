import type { Host } from '@drover/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listProjects } from '../api/projects.ts';

/** The projects of a host as it found them last, and how to have it look again. */
export function useProjects(host: Host | undefined) {
  const queries = useQueryClient();
  const hostId = host?.hostId ?? '';
  const queryKey = ['projects', hostId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => listProjects(hostId, false, signal),
    enabled: host?.online ?? false,
    staleTime: 30_000,
  });
  const again = useMutation({
    mutationFn: () => listProjects(hostId, true),
    onSuccess: (projects) => queries.setQueryData(queryKey, projects),
  });
  return {
    projects: query.data,
    loading: query.isLoading,
    error: again.error ?? query.error,
    refresh: () => again.mutate(),
    refreshing: again.isPending,
  };
}

export type Projects = ReturnType<typeof useProjects>;
