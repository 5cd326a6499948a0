import { X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { IconButton } from '../../design/button.tsx';

export type PassingNoteProps = {
  children: ReactNode;
  /** Goes by itself after this time; stays without. */
  forMs?: number;
  onGone: () => void;
};

/** Something to know that does not go on: it can be dismissed. */
export function PassingNote({ children, forMs, onGone }: PassingNoteProps) {
  const gone = useEffectEvent(onGone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said anew stays as long again
  useEffect(() => {
    if (forMs === undefined) return;
    const timer = setTimeout(gone, forMs);
    return () => clearTimeout(timer);
  }, [forMs, children]);
  return (
    <div
      role="status"
      className="pointer-events-auto flex animate-[fade-in_200ms] items-center gap-1 rounded-lg bg-raised py-0.5 pr-0.5 pl-3 text-sm shadow-float"
    >
      <span className="min-w-0 py-1">{children}</span>
      <IconButton label="Dismiss" onClick={onGone}>
        <X size={14} />
      </IconButton>
    </div>
  );
}
