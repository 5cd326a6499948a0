/**
 * `{name}` or `{name:ARGUMENT}` in the text of a profile; `{{` and `}}` stand for a brace. Any other brace is an error,
 * so that a misspelt placeholder cannot reach an agent as text.
 */
const PLACEHOLDER = /\{\{|\}\}|\{([a-z][A-Za-z0-9]*)(?::([A-Za-z_][A-Za-z0-9_]*))?\}/g;

/** Values by placeholder name. A function gets the part after the colon; undefined means "there is no value". */
export type PlaceholderValues = Record<string, string | ((argument: string) => string | undefined)>;

/** A placeholder that may be used somewhere, and whether it needs a part after the colon: any, or one of these. */
export type PlaceholderKind = { name: string; argument: boolean | readonly string[] };

export const plain = (...names: string[]): PlaceholderKind[] =>
  names.map((name) => ({ name, argument: false }));

/** Drover makes these values itself, of characters that mean nothing in any format. */
export const OWN_PLACEHOLDERS = plain('sessionId', 'sessionFiles', 'signalsUrl', 'shellIntegration');

/** In double quotes, with what JSON and TOML put before a quote inside. */
const QUOTED: PlaceholderKind = { name: 'quoted', argument: ['directory'] };

/** What a session is about, without what a person says to its agent. */
export const SESSION_PLACEHOLDERS = [
  ...plain('directory', 'model', 'conversationId'),
  QUOTED,
  ...OWN_PLACEHOLDERS,
];

/** What is wrong with a text, in words; null when each of its braces belongs to one of `known`. */
export function placeholderFault(text: string, known: readonly PlaceholderKind[]): string | null {
  for (const [whole, name, argument] of text.matchAll(PLACEHOLDER)) {
    if (name === undefined) continue;
    const kind = known.find((candidate) => candidate.name === name);
    if (!kind) return `unknown placeholder ${whole}; ${knownHere(known)}`;
    if (!fits(kind, argument)) return `${whole} must be written ${written(kind)}`;
  }
  const rest = text.replace(PLACEHOLDER, '');
  return /[{}]/.test(rest)
    ? `a brace that belongs to no placeholder (write "{{" for one); ${knownHere(known)}`
    : null;
}

export function countPlaceholder(text: string, name: string): number {
  return [...text.matchAll(PLACEHOLDER)].filter((match) => match[1] === name).length;
}

/** Replaces each placeholder once; values are never read for placeholders. Undefined when one has no value. */
export function expand(text: string, values: PlaceholderValues): string | undefined {
  let complete = true;
  const expanded = text.replace(
    PLACEHOLDER,
    (whole, name: string | undefined, argument: string | undefined) => {
      if (name === undefined) return whole.charAt(0);
      const source = values[name];
      const value = typeof source === 'function' ? source(argument ?? '') : source;
      if (value === undefined) complete = false;
      return value ?? '';
    },
  );
  return complete ? expanded : undefined;
}

function fits({ argument: wanted }: PlaceholderKind, argument: string | undefined): boolean {
  if (typeof wanted === 'boolean') return wanted === (argument !== undefined);
  return argument !== undefined && wanted.includes(argument);
}

function written({ name, argument }: PlaceholderKind): string {
  if (argument === false) return `{${name}}`;
  return argument === true ? `{${name}:VARIABLE}` : `{${name}:${argument.join('|')}}`;
}

const knownHere = (known: readonly PlaceholderKind[]) =>
  known.length === 0 ? 'none can be used here' : `known here: ${known.map(written).join(', ')}`;
