import type { SessionId } from '@drover/protocol';

const POPUP = 'popup,width=1120,height=720';

/** Popups opened by this page, to be brought to the front without loading them anew. */
const opened = new Map<SessionId, Window>();

export const terminalPath = (sessionId: SessionId): string => `/terminal/${sessionId}`;

/** Phones have no windows to speak of: there a terminal takes the place of this page. */
export const hasWindows = (): boolean => !window.matchMedia('(pointer: coarse) and (width < 48rem)').matches;

/**
 * Shows the session's terminal in a window of its own, or brings that window to the front.
 * Returns false when the browser blocks it; it does so unless called for a click or key press.
 */
export function openTerminal(sessionId: SessionId): boolean {
  const known = opened.get(sessionId);
  if (known && !known.closed) {
    known.focus();
    return true;
  }
  // An empty address finds a window that an earlier load of this page opened, and leaves it as it is.
  const popup = window.open('', `drover-${sessionId}`, POPUP);
  if (!popup) return false;
  if (isBlank(popup)) popup.location.replace(terminalPath(sessionId));
  opened.set(sessionId, popup);
  popup.focus();
  return true;
}

function isBlank(popup: Window): boolean {
  try {
    return popup.location.href === 'about:blank';
  } catch {
    // Led to another site meanwhile: it is ours to take back.
    return true;
  }
}
