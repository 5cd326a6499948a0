import { type Session, Task } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { messageOf } from '../api/http.ts';
import { editTask } from '../api/sessions.ts';
import { cx } from '../design/cx.ts';
import { INPUT } from '../design/field.tsx';
import { useToast } from '../design/toast.tsx';
import { useMay } from '../live/use-live.ts';
import { sessionLabel } from '../sessions/session-words.ts';

/** What the session is for; a click edits it, where that is allowed. */
export const TaskEditor = ({ session }: { session: Session }) =>
  useMay('operator') ? <EditableTask session={session} /> : <FixedTask session={session} />;

const FixedTask = ({ session }: { session: Session }) => (
  <p
    className={cx('flex h-7 items-center text-base', session.task ? 'font-medium' : 'text-ink-2')}
    title={session.task ?? undefined}
  >
    <span className="truncate">{sessionLabel(session)}</span>
  </p>
);

function EditableTask({ session }: { session: Session }) {
  const [editing, setEditing] = useState(false);
  const toast = useToast();
  const save = useMutation({
    mutationFn: (task: string | null) => editTask(session.sessionId, task),
    onError: (error) => toast({ tone: 'bad', text: `The task is not changed. ${messageOf(error)}` }),
  });
  const finish = (text: string) => {
    setEditing(false);
    const task = text.trim() || null;
    if (task === session.task) return;
    const parsed = Task.nullable().safeParse(task);
    if (parsed.success) save.mutate(parsed.data);
    else toast({ tone: 'bad', text: `The task ${parsed.error.issues[0]?.message}.` });
  };

  if (editing) return <TaskInput task={session.task} onFinish={finish} onCancel={() => setEditing(false)} />;
  const saving = save.isPending ? save.variables : undefined;
  return <TaskLine session={session} saving={saving} onEdit={() => setEditing(true)} />;
}

type TaskLineProps = { session: Session; saving: string | null | undefined; onEdit: () => void };

/** @param props.saving the text on its way to the hub, shown at once; undefined when there is none */
function TaskLine({ session, saving, onEdit }: TaskLineProps) {
  const label = saving ?? sessionLabel(session);
  return (
    <button
      type="button"
      onClick={onEdit}
      title={session.task ?? 'Say what this session is for'}
      aria-label={`Edit the task: ${label}`}
      className={cx(
        'group -mx-1.5 flex touch:-my-2 h-7 touch:h-11 w-[calc(100%+0.75rem)] items-center gap-1.5 rounded px-1.5 text-left text-base hover:bg-hover',
        session.task || saving ? 'font-medium' : 'text-ink-2',
        saving !== undefined && 'opacity-60',
      )}
    >
      <span className="truncate">{label}</span>
      <Pencil
        size={12}
        aria-hidden="true"
        className="ml-auto shrink-0 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
    </button>
  );
}

type TaskInputProps = { task: string | null; onFinish: (text: string) => void; onCancel: () => void };

const selectAll = (input: HTMLInputElement | null) => input?.select();

/** Leaving the box is the one way out of it, and saves; Escape leaves it as it was. */
function TaskInput({ task, onFinish, onCancel }: TaskInputProps) {
  const cancelled = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that ends the composition of a character is not meant for us.
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    cancelled.current = event.key === 'Escape';
    event.currentTarget.blur();
  };
  return (
    <input
      ref={selectAll}
      aria-label="Task"
      placeholder="What is it for?"
      defaultValue={task ?? ''}
      onKeyDown={onKeyDown}
      onBlur={(event) => (cancelled.current ? onCancel() : onFinish(event.target.value))}
      className={cx(INPUT, '-mx-1.5 h-7 w-[calc(100%+0.75rem)] px-1.5 font-medium text-base')}
    />
  );
}
