import type { HostId } from '@drover/protocol';

/**
 * Tokens that the hub has just told, so that the guide can put them into its lines. Only in the memory of this page:
 * loading it anew forgets them, and nothing gets them back.
 */
const tokens = new Map<HostId, string>();

export const keepFreshToken = (hostId: HostId, token: string): void => void tokens.set(hostId, token);

export const freshToken = (hostId: HostId): string | null => tokens.get(hostId) ?? null;

export const forgetFreshToken = (hostId: HostId): void => void tokens.delete(hostId);
