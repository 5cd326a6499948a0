import type { Host } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { listProjects } from '../api/projects.ts';

/** The projects of a host: at once as it found them last, and as soon as it has looked again, as they are now. */
export function useProjects(host: Host | undefined) {
  const hostId = host?.hostId ?? '';
  const isOnline = host?.online ?? false;
  const now = useQuery({
    queryKey: ['projects', hostId, 'now'],
    queryFn: ({ signal }) => listProjects(hostId, true, signal),
    enabled: isOnline,
  });
  const before = useQuery({
    queryKey: ['projects', hostId, 'before'],
    queryFn: ({ signal }) => listProjects(hostId, false, signal),
    enabled: isOnline && now.data === undefined,
  });
  const projects = now.data ?? before.data;
  return {
    projects,
    loading: projects === undefined && now.isLoading,
    error: now.error,
    refresh: () => void now.refetch(),
    refreshing: now.isFetching,
  };
}

export type Projects = ReturnType<typeof useProjects>;
