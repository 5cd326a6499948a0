import { DroverError, type Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { messageOf, NetworkError } from '../api/http.ts';
import { resumeSession } from '../api/sessions.ts';
import { useToast } from '../design/toast.tsx';
import { randomUuid } from '../live/random-uuid.ts';
import { useLive } from '../live/use-live.ts';
import { holderOf } from '../sessions/succession.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';

export type Resuming = { resume: () => void; pending: boolean };

/**
 * Takes up the conversation of an ended session again, where it ran. What went wrong is told in a notice; where the
 * conversation goes on already, or its worktree was removed, with the way there.
 * @param onResumed what is done with the session that goes on; by default its terminal is opened
 */
export function useResume(session: Session, onResumed?: (next: Session) => void): Resuming {
  const toast = useToast();
  const open = useOpenTerminal();
  const { fleet } = useLive();
  const navigate = useNavigate();
  // The same id until it is answered: pressing again after a broken connection repeats the same command.
  const [commandId, setCommandId] = useState(randomUuid);
  const ask = useMutation({
    mutationFn: () => resumeSession(session.sessionId, commandId),
    onSuccess: (next) => {
      setCommandId(randomUuid());
      if (onResumed) onResumed(next);
      else open(next.sessionId);
    },
    onError: (error) => {
      if (!(error instanceof NetworkError)) setCommandId(randomUuid());
      const isHeld = error instanceof DroverError && error.code === 'session_running';
      const holder = isHeld ? holderOf(session, fleet.state.sessions.values()) : undefined;
      const isGone = error instanceof DroverError && error.code === 'not_found' && session.worktree !== null;
      const action = holder
        ? { label: 'Open it', onClick: () => open(holder.sessionId) }
        : isGone && { label: 'Worktrees', onClick: () => navigate(`/worktrees?host=${session.hostId}`) };
      toast({ tone: 'bad', text: messageOf(error), ...(action && { action }) });
    },
  });
  return { resume: () => ask.mutate(), pending: ask.isPending };
}
