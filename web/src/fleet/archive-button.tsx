import type { Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { Archive } from 'lucide-react';
import { messageOf } from '../api/http.ts';
import { archiveSession } from '../api/sessions.ts';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { sessionLabel } from '../sessions/session-words.ts';

export function ArchiveButton({ session }: { session: Session }) {
  const toast = useToast();
  const archive = useMutation({
    mutationFn: () => archiveSession(session.sessionId),
    onError: (error) => toast({ tone: 'bad', text: `Not archived. ${messageOf(error)}` }),
  });
  return (
    <Button
      variant="quiet"
      pending={archive.isPending}
      onClick={() => archive.mutate()}
      aria-label={`Archive ${sessionLabel(session)}`}
    >
      <Archive size={13} aria-hidden="true" />
      Archive
    </Button>
  );
}
