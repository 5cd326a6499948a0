/** The address as it may be opened, or null: only the web, never `javascript:`, `file:` or anything else. */
export function webAddress(text: string): string | null {
  const url = URL.parse(text);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}

/** Opens a link of a terminal in a tab of its own, which cannot reach back. */
export function openLink(text: string): void {
  const address = webAddress(text);
  if (address) window.open(address, '_blank', 'noopener,noreferrer');
}
