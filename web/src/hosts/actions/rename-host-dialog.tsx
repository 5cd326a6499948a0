import { type Host, HostName } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { renameHost } from '../../api/hosts.ts';
import { messageOf } from '../../api/http.ts';
import { TextField } from '../../design/field.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';

export function RenameHostDialog({ host, onClose }: { host: Host; onClose: () => void }) {
  const [name, setName] = useState(host.name);
  const [fault, setFault] = useState<string | null>(null);
  const rename = useMutation({
    mutationFn: (next: string) => renameHost(host.hostId, next),
    onSuccess: onClose,
  });
  const submit = () => {
    const parsed = HostName.safeParse(name);
    setFault(parsed.success ? null : `The name ${parsed.error.issues[0]?.message}.`);
    if (parsed.success) rename.mutate(parsed.data);
  };
  return (
    <FormDialog
      title={`Rename ${host.name}`}
      submitLabel="Rename"
      pending={rename.isPending}
      error={rename.error && messageOf(rename.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setName(event.target.value)}
        error={fault}
      />
    </FormDialog>
  );
}
