import { type HostId, type HostPath, ProjectDetails, ProjectList } from '@drover/protocol';
import { call } from './http.ts';

// Asked of the host itself, so it may take seconds, and is refused while the host is offline.

/** @param refresh to have the host look for them again, instead of what it found last */
export const listProjects = (hostId: HostId, refresh: boolean, signal?: AbortSignal) =>
  call('GET', `/api/hosts/${hostId}/projects?refresh=${refresh}`, ProjectList, undefined, signal);

export const inspectProject = (hostId: HostId, path: HostPath, signal?: AbortSignal) =>
  call(
    'GET',
    `/api/hosts/${hostId}/project?${new URLSearchParams({ path })}`,
    ProjectDetails,
    undefined,
    signal,
  );
