/** The words that a space or comma ends, and what comes after the last one of these. */
export function wordsOf(text: string): { ended: string[]; typed: string } {
  const words = text.split(/[\s,]+/);
  const typed = words.pop() ?? '';
  return { ended: words.filter(Boolean), typed };
}
