import { RE2JS, RE2JSException } from 're2js';
import { text } from './section.ts';

const MAX_CHARACTERS = 512;

/** Steps of the compiled pattern: each character of a text costs at most this many. `x{1000}` alone has a thousand. */
const MAX_STEPS = 2_000;

/** A regular expression in the syntax of RE2, without back references and look-around: it runs in linear time. */
export const Pattern = text('"Do you want to .*\\?"')
  .min(1, 'must not be empty')
  .max(MAX_CHARACTERS, `must be at most ${MAX_CHARACTERS} characters`)
  .superRefine((pattern, context) => {
    if (pattern.length > MAX_CHARACTERS) return;
    const fault = patternFault(pattern);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });

/** What a pattern has found: the text of its named groups, those without a part in it left out. */
export type Found = Readonly<Record<string, string>>;

/** A `Pattern` that is ready to be looked for. */
export class CompiledPattern {
  readonly #expression: RE2JS;

  constructor(pattern: string) {
    this.#expression = RE2JS.compile(pattern);
  }

  /** Whether it is anywhere in the text. */
  isIn(text: string): boolean {
    return this.#expression.test(text);
  }

  /** The text of its first place; null where there is none. */
  textIn(text: string): string | null {
    const matcher = this.#expression.matcher(text);
    return matcher.find() ? matcher.group() : null;
  }

  /** Its first place in the text; null where there is none. */
  find(text: string): Found | null {
    const matcher = this.#expression.matcher(text);
    if (!matcher.find()) return null;
    const named = Object.entries(matcher.getNamedGroups());
    return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== null));
  }
}

function patternFault(pattern: string): string | null {
  try {
    if (RE2JS.compile(pattern).programSize() <= MAX_STEPS) return null;
    return 'is too large: its repetitions multiply; write it shorter';
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `is no regular expression of RE2: ${error.message.replace(/^error parsing regexp: /, '')}`;
  }
}
