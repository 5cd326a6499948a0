import type { SessionId } from '@drover/protocol';

export const changesPath = (sessionId: SessionId): string => `/sessions/${sessionId}/changes`;
