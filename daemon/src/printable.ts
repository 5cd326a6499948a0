/** Text from flags, paths and names that is safe on a terminal: controls appear as `\x1b`. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
