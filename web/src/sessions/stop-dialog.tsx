import type { Host, Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { stopSession } from '../api/sessions.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { randomUuid } from '../live/random-uuid.ts';
import { useFleetValue } from '../live/use-live.ts';
import { isActive, profileLook, projectLabel, sessionLabel, stopWords } from './session-words.ts';
import { predecessorsOf } from './succession.ts';

export type StopDialogProps = { session: Session; host: Host | undefined; onClose: () => void };

/** Asks before it ends the session's processes. */
export function StopDialog({ session, host, onClose }: StopDialogProps) {
  // One id per question asked: pressing again after a broken connection repeats the same command.
  const [commandId] = useState(randomUuid);
  const stop = useMutation({
    mutationFn: () => stopSession(session.sessionId, commandId),
    onSuccess: onClose,
  });
  const companions = useFleetValue(({ sessions }) =>
    [session, ...predecessorsOf(session, sessions)].reduce(
      (sum, { sessionId }) =>
        sum + [...sessions.values()].filter((one) => one.parentId === sessionId && isActive(one)).length,
      0,
    ),
  );
  const { displayName } = profileLook(session.profile, host);
  const project = projectLabel(session.worktree?.path ?? session.projectDir, host?.facts?.roots ?? []);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Stop “${sessionLabel(session, host)}”?`}
      description={stopWords(session, `${displayName} on ${host?.name ?? 'its host'}`, project, companions)}
      confirmLabel="Stop session"
      pending={stop.isPending}
      error={stop.error && messageOf(stop.error)}
      onConfirm={() => stop.mutate()}
    />
  );
}
