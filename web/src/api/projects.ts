import { type HostId, ProjectList } from '@drover/protocol';
import { call } from './http.ts';

/** Asked of the host itself, so it may take seconds, and is refused while the host is offline. */
export const listProjects = (hostId: HostId, signal?: AbortSignal) =>
  call('GET', `/api/hosts/${hostId}/projects`, ProjectList, undefined, signal);
