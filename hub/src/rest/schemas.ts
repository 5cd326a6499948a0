import { ErrorBody, HostId, SessionId } from '@drover/protocol';
import { z } from 'zod';

export const SessionParams = z.strictObject({ sessionId: SessionId });
export const HostParams = z.strictObject({ hostId: HostId });

/** Beside its successes, every route may answer with an error. */
export const withErrors = <T extends Record<number, z.ZodType>>(successes: T) => ({
  ...successes,
  '4xx': ErrorBody,
  '5xx': ErrorBody,
});
