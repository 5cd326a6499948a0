import type { Host, Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { stopSession } from '../api/sessions.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { projectLabel, sessionLabel } from '../sessions/session-words.ts';

export type StopButtonProps = { session: Session; host: Host; displayName: string };

export function StopButton({ session, host, displayName }: StopButtonProps) {
  const [asking, setAsking] = useState(false);
  // One id per question asked: pressing again after a broken connection repeats the same command.
  const [commandId, setCommandId] = useState('');
  const stop = useMutation({
    mutationFn: () => stopSession(session.sessionId, commandId),
    onSuccess: () => setAsking(false),
  });
  const ask = () => {
    stop.reset();
    setCommandId(crypto.randomUUID());
    setAsking(true);
  };
  return (
    <>
      <Button
        variant="quiet"
        disabled={!host.online}
        onClick={ask}
        aria-label={`Stop ${sessionLabel(session)}`}
      >
        <Square size={12} aria-hidden="true" />
        Stop
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Stop “${sessionLabel(session)}”?`}
        description={`${displayName} on ${host.name} ends at once, with everything it started; what it was doing is cut off. Files in ${projectLabel(session.projectDir, host.facts?.roots ?? [])} stay as they are.`}
        confirmLabel="Stop session"
        pending={stop.isPending}
        error={stop.error && messageOf(stop.error)}
        onConfirm={() => stop.mutate()}
      />
    </>
  );
}
