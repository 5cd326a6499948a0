import { z } from 'zod';

/** Ids are random UUIDs in lower case. */
const id = () => z.uuid().lowercase();

export const SessionId = id();
export type SessionId = z.infer<typeof SessionId>;

export const HostId = id();
export type HostId = z.infer<typeof HostId>;

export const UserId = id();
export type UserId = z.infer<typeof UserId>;

/** Made by whoever asks; the same id asked twice is done once. */
export const CommandId = id();
export type CommandId = z.infer<typeof CommandId>;

/** Made by the viewer; names one terminal that shows one session. */
export const AttachId = id();
export type AttachId = z.infer<typeof AttachId>;

/** Random name of one spool, 16 hexadecimal digits. Offsets of different epochs cannot be compared. */
export const Epoch = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hexadecimal digits');
export type Epoch = z.infer<typeof Epoch>;

/** Bytes of output before a point, counted from the session's start. */
export const Offset = z.int().nonnegative();

/** Milliseconds since 1970 (UTC). */
export const Timestamp = z.number().nonnegative();
