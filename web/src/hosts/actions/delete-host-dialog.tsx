import type { Host, HostDeletion } from '@drover/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteHost, lookAtHostDeletion } from '../../api/hosts.ts';
import { messageOf } from '../../api/http.ts';
import { TextField } from '../../design/field.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadError } from '../../design/load-error.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useToast } from '../../design/toast.tsx';
import { WithCode } from '../../design/with-code.tsx';
import { deletionSentences } from './deletion-words.ts';

/** Tells what goes with a host, and takes its name for a yes. */
export function DeleteHostDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const toast = useToast();
  const deletion = useQuery({
    queryKey: ['host-deletion', host.hostId],
    queryFn: ({ signal }) => lookAtHostDeletion(host.hostId, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => deleteHost(host.hostId, typed.trim()),
    onSuccess: async () => {
      await navigate('/hosts', { replace: true });
      toast({ tone: 'good', text: `${host.name} is deleted.` });
    },
  });
  return (
    <FormDialog
      title={`Delete ${host.name}?`}
      submitLabel="Delete the host"
      danger
      pending={remove.isPending}
      disabled={typed.trim() !== host.name || !deletion.data}
      error={remove.error && messageOf(remove.error)}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      {deletion.isError ? (
        <LoadError message={messageOf(deletion.error)} onRetry={() => void deletion.refetch()} />
      ) : (
        <WhatGoes deletion={deletion.data} reachable={host.online} />
      )}
      <TextField
        label={`Type “${host.name}” to go on`}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        onChange={(event) => setTyped(event.target.value)}
      />
    </FormDialog>
  );
}

function WhatGoes({ deletion, reachable }: { deletion: HostDeletion | undefined; reachable: boolean }) {
  if (!deletion) return <Skeleton className="h-16" />;
  return (
    <ul className="list-disc space-y-1 pl-5 text-sm">
      {deletionSentences(deletion, reachable).map((sentence) => (
        <li key={sentence}>
          <WithCode text={sentence} />
        </li>
      ))}
    </ul>
  );
}
