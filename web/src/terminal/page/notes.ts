import type { User } from '@drover/protocol';
import type { Attachment } from '../attachment/attachment.ts';
import type { AttachmentView } from '../attachment/attachment-view.ts';
import { describeUndelivered } from '../attachment/undelivered.ts';
import { truncationWords } from './truncation-words.ts';

/** Something to know that does not go on. */
export type Note = {
  kind: 'undelivered' | 'refusal' | 'taken' | 'truncation' | 'watching' | 'closing';
  text: string;
  /** Stays until it is dismissed; else it goes by itself. */
  stays?: boolean;
  onGone: () => void;
};

export type NotesInput = {
  attachment: Pick<Attachment, 'forgetUndelivered' | 'forgetTaking' | 'forgetTruncation'>;
  view: AttachmentView;
  me: User | null;
  /** Whether this person may type here. */
  mayType: boolean;
  /** Why what was typed or pasted last was not taken. */
  refusal: string | null;
  onRefusalGone: () => void;
  /** Hints that this person has seen, or that were dismissed. */
  watchHintSeen: boolean;
  onWatchHintSeen: () => void;
  closeHintSeen: boolean;
  onCloseHintSeen: () => void;
};

/** What there is to say, the most urgent first: one at a time is shown, so that the screen is not covered by words. */
export function notesOf(input: NotesInput): Note[] {
  const { attachment, view, refusal } = input;
  const undelivered = describeUndelivered(view.undelivered);
  const live = view.phase.kind === 'live';
  const notes: (Note | false)[] = [
    live &&
      undelivered !== '' && {
        kind: 'undelivered',
        text: undelivered,
        onGone: () => attachment.forgetUndelivered(),
      },
    refusal !== null && { kind: 'refusal', text: refusal, onGone: input.onRefusalGone },
    live &&
      view.takenBy !== null && {
        kind: 'taken',
        text: takenWords(view.takenBy, input.me),
        onGone: () => attachment.forgetTaking(),
      },
    (live || view.phase.kind === 'ended') &&
      view.truncation !== null && {
        kind: 'truncation',
        text: truncationWords(view.truncation),
        stays: true,
        onGone: () => attachment.forgetTruncation(),
      },
    live && watchNote(input),
    live &&
      !input.closeHintSeen && {
        kind: 'closing',
        text: 'Closing this window, with Ctrl-W too, only detaches it: the session goes on.',
        onGone: input.onCloseHintSeen,
      },
  ];
  return notes.filter((note) => note !== false);
}

const takenWords = (by: string, me: User | null): string =>
  `${by === me?.name ? 'You took control in another window' : `${by} took control`}. Typing here takes it back.`;

function watchNote({ view, me, mayType, watchHintSeen, onWatchHintSeen }: NotesInput): Note | false {
  const { mine, name } = view.control;
  if (mine || name === null || !mayType || watchHintSeen) return false;
  const from = name === me?.name ? 'your other window' : name;
  return { kind: 'watching', text: `Typing here takes control from ${from}.`, onGone: onWatchHintSeen };
}
