import { ConversationList, type HostId, type HostPath } from '@drover/protocol';
import { call } from './http.ts';

/** The conversations that a profile's tool has saved for a directory, asked of the host itself. */
export const listConversations = (hostId: HostId, profile: string, path: HostPath, signal?: AbortSignal) =>
  call(
    'GET',
    `/api/hosts/${hostId}/conversations?${new URLSearchParams({ profile, path })}`,
    ConversationList,
    undefined,
    signal,
  );
