import { DroverError } from '@drover/protocol';

const MIN_LENGTH = 16;

/** Far beyond what can be guessed at the hub, or from a stolen hash. */
const MIN_BITS = 60;

const TYPEABLE = /^[\x21-\x7e]+$/;

/** Words that people reach for: each counts as one character. */
const WORDS =
  /password|passwort|passwd|secret|token|drover|daemon|changeme|letmein|welcome|admin|login|test/gi;

/** Runs of keys that lie side by side; those of letters and digits in their own order are found by arithmetic. */
const KEY_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const CLASSES: readonly [RegExp, size: number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9]/, 33],
];

/** Throws `weak_token` for a token that could be guessed, or that a token file cannot hold. */
export function expectStrongToken(token: string): void {
  if (TYPEABLE.test(token) && token.length >= MIN_LENGTH && estimateBits(token) >= MIN_BITS) return;
  throw new DroverError(
    'weak_token',
    `A token needs ${MIN_LENGTH} or more letters, digits and signs without order, words or spaces, as \`openssl rand -hex 32\` makes them. Leave it out, and the hub makes one.`,
  );
}

/** What it takes to guess a token: its characters that do not follow from those before. */
function estimateBits(token: string): number {
  const text = token.replace(WORDS, '\0');
  const seen = new Set<string>();
  let surprises = 0;
  for (let at = 0; at < text.length; at++) {
    const pair = text.slice(Math.max(0, at - 1), at + 1);
    if (!seen.has(pair) && !isStep(pair)) surprises++;
    seen.add(pair);
  }
  const alphabet = CLASSES.reduce((sum, [inClass, size]) => sum + (inClass.test(text) ? size : 0), 0);
  return surprises * Math.log2(alphabet);
}

/** Whether the second of two characters is the first again, or its neighbour: `aa`, `78`, `cb`, `we`. */
function isStep(pair: string): boolean {
  const [first, second] = pair.toLowerCase();
  if (first === undefined || second === undefined) return false;
  if (Math.abs(first.charCodeAt(0) - second.charCodeAt(0)) <= 1) return true;
  return KEY_ROWS.some((row) => row.includes(first + second) || row.includes(second + first));
}
