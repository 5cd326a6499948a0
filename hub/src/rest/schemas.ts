import { ErrorBody, HostId, SessionId, UserId } from '@drover/protocol';
import { z } from 'zod';

export const SessionParams = z.strictObject({ sessionId: SessionId });
export const HostParams = z.strictObject({ hostId: HostId });
export const UserParams = z.strictObject({ userId: UserId });
export const LoginParams = z.strictObject({ loginId: z.uuid().lowercase() });
export const TokenParams = z.strictObject({ tokenId: z.uuid().lowercase() });
export const InviteParams = z.strictObject({ inviteId: z.uuid().lowercase() });

/** Beside its successes, every route may answer with an error. */
export const withErrors = <T extends Record<number, z.ZodType>>(successes: T) => ({
  ...successes,
  '4xx': ErrorBody,
  '5xx': ErrorBody,
});
