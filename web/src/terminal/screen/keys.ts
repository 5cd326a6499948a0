export type Shortcut =
  | 'new-line'
  | 'copy'
  | 'paste'
  | 'find'
  | 'bigger-font'
  | 'smaller-font'
  | 'default-font';

type Key = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey' | 'isComposing'
>;

/** What Shift+Enter sends: the key with its modifier, which agents take as a new line in the prompt. */
export const SHIFT_ENTER = '\x1b[13;2u';

/** What a key means to the terminal itself; null for all that belongs to the program inside. */
export function shortcutOf(event: Key, mac: boolean): Shortcut | null {
  if (event.isComposing || event.altKey) return null;
  if (event.key === 'Enter') {
    return event.shiftKey && !event.ctrlKey && !event.metaKey ? 'new-line' : null;
  }
  const command = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!command) return null;
  return fontShortcut(event.key) ?? letterShortcut(event, mac);
}

function fontShortcut(key: string): Shortcut | null {
  switch (key) {
    case '+':
    case '=':
      return 'bigger-font';
    case '-':
      return 'smaller-font';
    case '0':
      return 'default-font';
    default:
      return null;
  }
}

/** With Ctrl alone these letters belong to the program; with ⌘ they never do. */
function letterShortcut({ code, shiftKey }: Key, mac: boolean): Shortcut | null {
  if (!shiftKey && !mac) return null;
  switch (code) {
    case 'KeyC':
      return 'copy';
    case 'KeyV':
      return 'paste';
    case 'KeyF':
      return 'find';
    default:
      return null;
  }
}

/** The control character of a key, as Ctrl held with it would send; other text is left as it is. */
export function withCtrl(text: string): string {
  if (text === ' ') return '\x00';
  if (text === '?') return '\x7f';
  const code = text.toUpperCase().charCodeAt(0);
  return text.length === 1 && code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : text;
}
