const MAX_CLIPBOARD_BYTES = 1024 * 1024;

/**
 * The text that an OSC 52 sequence wants on the clipboard, or null: it asks to read it, clears it, is too long, or is
 * no base64. Reading is never answered, since the clipboard is the viewer's and not the program's.
 * @param data what follows `OSC 52 ;`
 */
export function clipboardWrite(data: string): string | null {
  const payload = data.slice(data.indexOf(';') + 1);
  if (payload === '' || payload === '?' || payload.length > (MAX_CLIPBOARD_BYTES / 3) * 4) return null;
  try {
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
