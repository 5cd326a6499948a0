import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's parameters for scrypt at 32 MiB. They are kept with each hash, so that they may be raised. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** `scrypt:N:r:p:salt:key`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await deriveKey(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join(':');
}

export async function isPasswordRight(password: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt = '', expected = ''] = hash.split(':');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const key = await deriveKey(password, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(key, Buffer.from(expected, 'base64url'));
}

/** The hash of no password: compared with when there is no such user, so that both take the same time. */
export const NO_PASSWORD = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join(':');

/** Twice what scrypt needs (128 N r), because OpenSSL refuses to work at its limit. */
const deriveKey = (password: string, salt: Buffer, cost: typeof COST) =>
  derive(password, salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r });
