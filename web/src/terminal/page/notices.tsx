import type { Host } from '@drover/protocol';
import { cx } from '../../design/cx.ts';
import type { AttachedTerminal } from '../attached-terminal.ts';
import type { AttachmentView } from '../attachment/attachment-view.ts';
import { describeUndelivered } from '../attachment/undelivered.ts';
import { setPreferences, usePreferences } from '../preferences.ts';
import { LineNotice } from './line-notice.tsx';
import { PassingNote } from './passing-note.tsx';
import { truncationWords } from './truncation-words.ts';

const UNDELIVERED_SHOWN_MS = 12_000;

export type NoticesProps = {
  attached: AttachedTerminal;
  view: AttachmentView;
  host: Host | undefined;
  hostDeleted: boolean;
  /** Why what was typed or pasted last was not taken. */
  refusal: string | null;
  onRefusalGone: () => void;
  /** Leaves room for the find bar. */
  lowered: boolean;
};

/** Lies over the terminal, so that nothing said here changes its size. */
export function Notices({
  attached,
  view,
  host,
  hostDeleted,
  refusal,
  onRefusalGone,
  lowered,
}: NoticesProps) {
  const { closeHintSeen } = usePreferences();
  const { attachment } = attached;
  const undelivered = describeUndelivered(view.undelivered);
  const live = view.phase.kind === 'live';
  return (
    <div
      className={cx(
        'pointer-events-none absolute inset-x-0 z-10 flex flex-col items-center gap-1.5 px-3',
        lowered ? 'top-16' : 'top-2',
      )}
    >
      {view.size && <LineNotice phase={view.phase} host={host} hostDeleted={hostDeleted} />}
      {undelivered && live && (
        <PassingNote forMs={UNDELIVERED_SHOWN_MS} onGone={() => attachment.forgetUndelivered()}>
          {undelivered}
        </PassingNote>
      )}
      {refusal && (
        <PassingNote forMs={UNDELIVERED_SHOWN_MS} onGone={onRefusalGone}>
          {refusal}
        </PassingNote>
      )}
      {view.truncation && (
        <PassingNote onGone={() => attachment.forgetTruncation()}>
          {truncationWords(view.truncation)}
        </PassingNote>
      )}
      {live && !closeHintSeen && (
        <PassingNote onGone={() => setPreferences({ closeHintSeen: true })}>
          Closing this window, with Ctrl-W too, only detaches it: the session goes on.
        </PassingNote>
      )}
    </div>
  );
}
