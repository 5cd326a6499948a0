import type { Host, HostId, ProjectDetails } from '@drover/protocol';
import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { messageOf } from '../api/http.ts';
import { inspectProject } from '../api/projects.ts';
import { useSettled } from '../time/use-settled.ts';
import { isPath } from './spawn-faults.ts';
import type { ProjectKnowledge } from './worktree-advice.ts';

/** Typing is over when nothing was typed for this long. */
const TYPED_MS = 300;

export const projectQuery = (hostId: HostId, path: string) =>
  queryOptions({
    queryKey: ['project', hostId, path],
    queryFn: ({ signal }) => inspectProject(hostId, path, signal),
    staleTime: 0,
  });

/** What the host knows of a project, asked once its path has been typed. */
export function useProject(host: Host | undefined, typed: string): ProjectKnowledge {
  const path = typed.trim();
  const settled = useSettled(path, TYPED_MS);
  const query = useQuery({
    ...projectQuery(host?.hostId ?? '', settled),
    enabled: Boolean(host?.online && isPath(settled)),
  });
  if (!isPath(path)) return { state: 'none' };
  return settled === path ? knowledgeOf(query) : { state: 'asking' };
}

export function knowledgeOf({
  data,
  error,
}: Pick<UseQueryResult<ProjectDetails>, 'data' | 'error'>): ProjectKnowledge {
  if (data) return { state: 'known', details: data };
  return error ? { state: 'unknown', why: messageOf(error) } : { state: 'asking' };
}
