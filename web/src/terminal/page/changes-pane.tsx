import type { Session } from '@drover/protocol';
import { X } from 'lucide-react';
import { ChangesView } from '../../changes/changes-view.tsx';
import { IconButton } from '../../design/button.tsx';

export type ChangesPaneProps = { session: Session; onClose: () => void };

/** What the session in the terminal has changed, beside it. */
export const ChangesPane = ({ session, onClose }: ChangesPaneProps) => (
  <section aria-label="Changes" className="flex min-h-0 flex-1 flex-col">
    <header className="flex h-11 touch:h-13 shrink-0 items-center justify-between gap-3 border-line border-b bg-surface pr-1.5 pl-3">
      <h2 className="font-semibold text-sm">Changes</h2>
      <IconButton label="Close the changes" onClick={onClose}>
        <X size={16} />
      </IconButton>
    </header>
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-3">
      <ChangesView session={session} />
    </div>
  </section>
);
