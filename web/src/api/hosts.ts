import {
  Deployment,
  type DeploymentQuery,
  Host,
  HostDeletion,
  type HostId,
  RegisteredHost,
  type RegisterHostBody,
} from '@drover/protocol';
import { z } from 'zod';
import { call } from './http.ts';

/** What the lines are made for; see `DeploymentQuery`. */
export type DeploymentWish = Pick<DeploymentQuery, 'kind' | 'root' | 'rootful'>;

export const registerHost = (body: z.input<typeof RegisterHostBody>) =>
  call('POST', '/api/hosts', RegisteredHost, body);

export const renameHost = (hostId: HostId, name: string) =>
  call('PATCH', `/api/hosts/${hostId}`, Host, { name });

/** Makes a new token; the old one works until the new one is first used. */
export const rotateHostToken = (hostId: HostId) =>
  call('POST', `/api/hosts/${hostId}/token`, RegisteredHost, {});

/** Its daemon is turned away at once, until the host is given a new token. */
export const revokeHost = (hostId: HostId) => call('POST', `/api/hosts/${hostId}/revoke`, Host, {});

/** What would go with the host. */
export const lookAtHostDeletion = (hostId: HostId, signal?: AbortSignal) =>
  call('GET', `/api/hosts/${hostId}/deletion`, HostDeletion, undefined, signal);

export const deleteHost = (hostId: HostId, name: string) =>
  call('DELETE', `/api/hosts/${hostId}`, z.unknown(), { name });

export const getDeployment = (
  hostId: HostId,
  { kind, root, rootful }: DeploymentWish,
  signal?: AbortSignal,
) => {
  const query = new URLSearchParams({ kind, root, rootful: String(rootful) });
  return call('GET', `/api/hosts/${hostId}/deployment?${query}`, Deployment, undefined, signal);
};
