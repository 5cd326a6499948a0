import type { Session } from '@drover/protocol';
import { cx } from '../design/cx.ts';
import { useMay } from '../live/use-live.ts';
import { useEditSession } from '../sessions/use-edit-session.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { InlineEditor } from './inline-editor.tsx';

/** What people call a session, and what it is for; a click edits it, where that is allowed. */
export function CardTitle({ session }: { session: Session }) {
  const mayEdit = useMay('operator');
  if (!mayEdit) return <FixedTitle session={session} />;
  if (session.name === null) return <EditableTask session={session} />;
  return (
    <>
      <EditableName session={session} />
      <EditableTask session={session} quiet />
    </>
  );
}

function FixedTitle({ session }: { session: Session }) {
  const label = useSessionLabel(session);
  return (
    <>
      <p
        className={cx(
          'flex h-7 items-center text-base',
          session.name || session.task ? 'font-medium' : 'text-ink-2',
        )}
        title={session.task ?? undefined}
      >
        <span className="truncate">{label}</span>
      </p>
      {session.name !== null && session.task !== null && (
        <p className="truncate text-ink-2 text-xs" title={session.task}>
          {session.task}
        </p>
      )}
    </>
  );
}

function EditableName({ session }: { session: Session }) {
  const { save, saving } = useEditSession(session, 'name');
  const label = useSessionLabel(session);
  return (
    <InlineEditor
      what="name"
      value={session.name}
      label={saving ?? label}
      placeholder="What is it called?"
      saving={saving !== undefined}
      onSave={save}
    />
  );
}

function EditableTask({ session, quiet = false }: { session: Session; quiet?: boolean }) {
  const { save, saving } = useEditSession(session, 'task');
  const label = useSessionLabel(session);
  return (
    <InlineEditor
      what="task"
      value={session.task}
      label={saving ?? (quiet ? (session.task ?? 'No task') : label)}
      placeholder="What is it for?"
      quiet={quiet}
      saving={saving !== undefined}
      onSave={save}
    />
  );
}
