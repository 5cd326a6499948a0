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
