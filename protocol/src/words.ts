/** Text from flags, paths and names that is safe on a terminal: controls appear as `\x1b`. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** What no shell reads as anything else. A `~` that begins a word would be the home directory. */
const PLAIN = /^[\w@%+=:,./-][\w@%+=:,./~-]*$/;

/** A word as one types it into a shell. */
export const shellWord = (word: string): string => (PLAIN.test(word) ? word : singleQuoted(word));

// Quotation marks that only stand here: in double quotes an interactive shell would still read "!".
const singleQuoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
