import { z } from 'zod';

const BASE = 'http://own.invalid';

/** A page of our own to go to after the login: `//evil` and the like would lead elsewhere. */
export const ReturnTo = z
  .string()
  .max(2_000)
  .refine((text) => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) && URL.parse(text, BASE)?.origin === BASE, {
    error: 'must be a path on this hub, such as /terminal/7',
  });
