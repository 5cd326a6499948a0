import { z } from 'zod';

/** C0 and C1 controls except tab and newline. */
const CONTROLS = /(?![\t\n])\p{Cc}/u;

/** All controls, and the characters that turn the direction of text. */
const UNSHOWABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** What a person writes about or for a session: any text, but no control characters except tab and newline. */
const prose = (maxBytes: number) =>
  z
    .string()
    .refine((text) => new TextEncoder().encode(text).length <= maxBytes, `must be at most ${maxBytes} bytes`)
    .refine((text) => !CONTROLS.test(text), 'must not contain control characters');

/** What the session is for, in a person's words. Shown, never executed. */
export const Task = prose(1_024);

/** What people call a session: one line. */
export const SessionName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must be at most 100 characters')
  .refine((name) => displayText(name) === name, 'must not contain control characters');

/** A word to find sessions by. */
export const Tag = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,31}$/u,
    'must be one word of letters, digits, ".", "_", "-" or "/", at most 32',
  );

export const Tags = z.array(Tag).max(16, 'must be at most 16');

/** As the tool itself names its models. Handed to it as one argument, which it cannot take for an option. */
export const ModelName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/@[\]-]{0,127}$/, 'must be the name of a model, such as "opus"');

/** The first thing said to the agent. Handed to it as one argument, never through a shell. */
export const Prompt = prose(16_384);

/**
 * Makes text from a terminal (titles, names, paths) safe to show: control and bidirectional-override
 * characters go, and what is longer than `maxLength` UTF-16 units is cut with an ellipsis.
 */
export function displayText(text: string, maxLength = 256): string {
  const clean = text.replace(UNSHOWABLE, '');
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`;
}
