import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How a random secret is kept: SHA-256 in hexadecimal. Not for passwords, which can be guessed. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Takes the same time wherever the two differ. Both are results of `hashSecret`. */
export const hashesEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
