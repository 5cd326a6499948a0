import { hasEnded, type Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { Archive } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { archiveSession } from '../api/sessions.ts';
import { IconButton } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { useLive } from '../live/use-live.ts';
import { predecessorsOf } from '../sessions/succession.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';

export function ArchiveButton({ session }: { session: Session }) {
  const [asking, setAsking] = useState(false);
  const label = useSessionLabel(session);
  return (
    <>
      <IconButton label={`Archive ${label}`} onClick={() => setAsking(true)}>
        <Archive size={15} />
      </IconButton>
      {asking && <ArchiveDialog session={session} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Asks first, for nothing brings a session back into the fleet. Those that it goes on with would come back: they go too. */
function ArchiveDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const label = useSessionLabel(session);
  const { fleet } = useLive();
  const archive = useMutation({
    mutationFn: async () => {
      const before = predecessorsOf(session, fleet.state.sessions).filter(({ status }) => hasEnded(status));
      for (const { sessionId } of [...before.reverse(), session]) await archiveSession(sessionId);
    },
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Archive “${label}”?`}
      description="It leaves the fleet, and so does its final screen, with all that it was resumed from. Files of its project stay as they are, and so does its output on its host. There is no way to bring it back into the fleet."
      confirmLabel="Archive session"
      pending={archive.isPending}
      error={archive.error && messageOf(archive.error)}
      onConfirm={() => archive.mutate()}
    />
  );
}
