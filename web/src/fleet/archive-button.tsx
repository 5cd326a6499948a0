import type { Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { Archive } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { archiveSession } from '../api/sessions.ts';
import { IconButton } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { sessionLabel } from '../sessions/session-words.ts';

export function ArchiveButton({ session }: { session: Session }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <IconButton label={`Archive ${sessionLabel(session)}`} onClick={() => setAsking(true)}>
        <Archive size={15} />
      </IconButton>
      {asking && <ArchiveDialog session={session} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Asks first, for nothing brings a session back into the fleet. */
function ArchiveDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const archive = useMutation({
    mutationFn: () => archiveSession(session.sessionId),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Archive “${sessionLabel(session)}”?`}
      description="It leaves the fleet, and so does its final screen. Files of its project stay as they are, and so does its output on its host. There is no way to bring it back into the fleet."
      confirmLabel="Archive session"
      pending={archive.isPending}
      error={archive.error && messageOf(archive.error)}
      onConfirm={() => archive.mutate()}
    />
  );
}
