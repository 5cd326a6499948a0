import { type EditSessionBody, type Session, SessionName, Task } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { messageOf } from '../api/http.ts';
import { editSession } from '../api/sessions.ts';
import { useToast } from '../design/toast.tsx';

const WORDS = {
  task: { schema: Task.nullable(), subject: 'The task' },
  name: { schema: SessionName.nullable(), subject: 'The name' },
} as const;

/** Changes a session's task or name; an empty text takes it away. What is wrong is told in a notice. */
export function useEditSession(session: Session, what: keyof typeof WORDS) {
  const toast = useToast();
  const { schema, subject } = WORDS[what];
  const edit = useMutation({
    mutationFn: (text: string | null) =>
      editSession(session.sessionId, { [what]: text } satisfies EditSessionBody),
    onError: (error) => toast({ tone: 'bad', text: `${subject} is not changed. ${messageOf(error)}` }),
  });
  const save = (text: string) => {
    const wish = text.trim() || null;
    if (wish === session[what]) return;
    const parsed = schema.safeParse(wish);
    if (parsed.success) edit.mutate(parsed.data);
    else toast({ tone: 'bad', text: `${subject} ${parsed.error.issues[0]?.message}.` });
  };
  return { save, saving: edit.isPending ? edit.variables : undefined };
}
