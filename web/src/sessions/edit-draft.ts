import { type EditSessionBody, type Session, SessionName, Tags, Task } from '@drover/protocol';

/** As it is typed: `tags` with spaces or commas between. */
export type EditDraft = { name: string; task: string; tags: string };
export type EditFaults = Partial<Record<keyof EditDraft, string>>;

export const draftOf = ({ name, task, tags }: Pick<Session, 'name' | 'task' | 'tags'>): EditDraft => ({
  name: name ?? '',
  task: task ?? '',
  tags: tags.join(' '),
});

/** What is to be saved, or what is wrong with it. */
export function editOf(draft: EditDraft): { body: EditSessionBody | null; faults: EditFaults } {
  const name = SessionName.nullable().safeParse(draft.name.trim() || null);
  const task = Task.nullable().safeParse(draft.task.trim() || null);
  const tags = Tags.safeParse([...new Set(draft.tags.split(/[\s,]+/).filter(Boolean))]);
  const faults: EditFaults = {};
  if (!name.success) faults.name = `The name ${name.error.issues[0]?.message}.`;
  if (!task.success) faults.task = `The task ${task.error.issues[0]?.message}.`;
  if (!tags.success)
    faults.tags = `${tags.error.issues[0]?.path.length ? 'A tag' : 'The tags'} ${tags.error.issues[0]?.message}.`;
  const body = name.success && task.success && tags.success;
  return { body: body ? { name: name.data, task: task.data, tags: tags.data } : null, faults };
}
