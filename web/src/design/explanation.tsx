import { Popover } from 'radix-ui';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';

const OPENS_AFTER_MS = 350;
const CLOSES_AFTER_MS = 180;

export type ExplanationProps = {
  /** Names what is explained, for screen readers. */
  label: string;
  /** What is always in sight: the content of a button. */
  children: ReactNode;
  className?: string;
  side?: 'top' | 'bottom';
  /** Called when it is opened; draws what explains. */
  content: (close: () => void) => ReactNode;
};

/**
 * Words, perhaps with buttons, that explain something small. Pointing at it or coming there by keyboard shows them;
 * a click, a tap or Enter keeps them and leads into them.
 */
export function Explanation({ label, children, className, side = 'bottom', content }: ExplanationProps) {
  const { open, panel, change, trigger, hovering } = useExplanation();
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Anchor asChild>
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={open}
          className={className}
          {...trigger}
          {...hovering}
        >
          {children}
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          ref={panel}
          side={side}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          tabIndex={-1}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) =>
            trigger.ref.current?.contains(event.target as Node) && event.preventDefault()
          }
          {...hovering}
          className="z-50 max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1rem)] animate-[fade-in_100ms] overflow-y-auto break-words rounded-lg bg-raised p-3 text-ink text-sm shadow-float outline-none"
        >
          {content(() => change(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function useExplanation() {
  const [open, setOpen] = useState(false);
  const kept = useRef(false);
  const ref = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (next: boolean) => {
    clearTimeout(timer.current);
    const held = panel.current?.contains(document.activeElement);
    setOpen(next);
    if (next) return;
    kept.current = false;
    if (held) ref.current?.focus();
  };
  const later = (next: boolean, ms: number) => {
    clearTimeout(timer.current);
    if (!kept.current) timer.current = setTimeout(() => change(next), ms);
  };
  const keep = () => {
    if (kept.current) return change(false);
    kept.current = true;
    change(true);
    // It may only now be drawn.
    setTimeout(() => panel.current?.focus());
  };
  const byMouse = (act: () => void) => (event: PointerEvent) => event.pointerType === 'mouse' && act();
  return {
    open,
    change,
    panel,
    trigger: {
      ref,
      onClick: keep,
      onFocus: () => ref.current?.matches(':focus-visible') && !kept.current && later(true, OPENS_AFTER_MS),
      onBlur: () => later(false, 0),
    },
    hovering: {
      onPointerEnter: byMouse(() => later(true, OPENS_AFTER_MS)),
      onPointerLeave: byMouse(() => later(false, CLOSES_AFTER_MS)),
    },
  };
}
