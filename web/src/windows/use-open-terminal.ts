import type { SessionId } from '@drover/protocol';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { useToast } from '../design/toast.tsx';
import { hasWindows, openTerminal, terminalPath } from './open-terminal.ts';

/** Opens a session's terminal; where the browser blocks the window, offers a button that may. */
export function useOpenTerminal(): (sessionId: SessionId) => void {
  const toast = useToast();
  const navigate = useNavigate();
  return useCallback(
    (sessionId) => {
      if (!hasWindows()) return void navigate(terminalPath(sessionId));
      if (openTerminal(sessionId)) return;
      toast({
        tone: 'accent',
        text: 'The browser blocked the terminal window.',
        action: { label: 'Open terminal', onClick: () => openTerminal(sessionId) },
      });
    },
    [toast, navigate],
  );
}
