import type { EditSessionBody, Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { editSession } from '../api/sessions.ts';
import { TextAreaField, TextField } from '../design/field.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { draftOf, type EditDraft, type EditFaults, editOf } from './edit-draft.ts';
import { useSessionLabel } from './use-session-label.ts';

export type EditSessionDialogProps = { session: Session; onClose: () => void };

/** What people call a session, what it is for, and what it is found by. */
export function EditSessionDialog({ session, onClose }: EditSessionDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(session));
  const label = useSessionLabel(session);
  const [faults, setFaults] = useState<EditFaults>({});
  const edit = useMutation({
    mutationFn: (body: EditSessionBody) => editSession(session.sessionId, body),
    onSuccess: onClose,
  });
  const submit = () => {
    const made = editOf(draft);
    setFaults(made.faults);
    if (made.body) edit.mutate(made.body);
  };
  const change = (part: Partial<EditDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <FormDialog
      title={`Edit “${label}”`}
      submitLabel="Save"
      pending={edit.isPending}
      error={edit.error && messageOf(edit.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint="Empty for what its task or title says."
        data-autofocus
        value={draft.name}
        error={faults.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextAreaField
        label="Task"
        hint="What it is for. Only shown, never executed."
        value={draft.task}
        error={faults.task}
        onChange={(event) => change({ task: event.target.value })}
      />
      <TextField
        label="Tags"
        hint="Words with spaces between, to find sessions by."
        spellCheck={false}
        value={draft.tags}
        error={faults.tags}
        onChange={(event) => change({ tags: event.target.value })}
      />
    </FormDialog>
  );
}
