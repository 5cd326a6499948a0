import type { Host } from '@drover/protocol';
import { useState } from 'react';
import { cx } from '../../design/cx.ts';
import { useMe } from '../../live/use-live.ts';
import type { AttachedTerminal } from '../attached-terminal.ts';
import type { AttachmentView } from '../attachment/attachment-view.ts';
import { setPreferences, usePreferences } from '../preferences.ts';
import { LineNotice } from './line-notice.tsx';
import { notesOf } from './notes.ts';
import { PassingNote } from './passing-note.tsx';

const NOTE_SHOWN_MS = 12_000;

export type NoticesProps = {
  attached: AttachedTerminal;
  view: AttachmentView;
  host: Host | undefined;
  hostDeleted: boolean;
  mayType: boolean;
  /** Why what was typed or pasted last was not taken. */
  refusal: string | null;
  onRefusalGone: () => void;
  /** Leaves room for the find bar. */
  lowered: boolean;
};

/** Lies over the terminal, so that nothing said here changes its size. */
export function Notices({ attached, view, host, hostDeleted, lowered, ...said }: NoticesProps) {
  const { closeHintSeen } = usePreferences();
  const [watchHintSeen, setWatchHintSeen] = useState(false);
  const { attachment } = attached;
  const [note] = notesOf({
    ...said,
    attachment,
    view,
    me: useMe(),
    watchHintSeen,
    onWatchHintSeen: () => setWatchHintSeen(true),
    closeHintSeen,
    onCloseHintSeen: () => setPreferences({ closeHintSeen: true }),
  });
  return (
    <div
      className={cx(
        'pointer-events-none absolute inset-x-0 z-10 flex flex-col items-center gap-1.5 px-3',
        lowered ? 'top-16' : 'top-2',
      )}
    >
      {view.size && <LineNotice phase={view.phase} host={host} hostDeleted={hostDeleted} />}
      {note && (
        <PassingNote key={note.kind} {...(!note.stays && { forMs: NOTE_SHOWN_MS })} onGone={note.onGone}>
          {note.text}
        </PassingNote>
      )}
    </div>
  );
}
