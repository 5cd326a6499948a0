import { Tooltip as Radix } from 'radix-ui';
import { type FocusEvent, type ReactNode, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={350} skipDelayDuration={150}>
    {children}
  </Radix.Provider>
);

export type TooltipProps = {
  text: ReactNode;
  /** One element that takes a ref and props. */
  children: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
};

export function Tooltip({ text, children, side = 'top' }: TooltipProps) {
  const [open, setOpen] = useState(false);
  useLeavesEscape(open, () => setOpen(false));
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild onFocus={onlyByKeyboard}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <div className="max-w-80 animate-[fade-in_100ms] break-words rounded-md bg-raised px-2 py-1 text-ink text-xs shadow-float">
            {text}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A menu or dialog that closes gives the focus back to its button: nobody asked then what that is. */
function onlyByKeyboard(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault();
}

/**
 * Escape closes the tooltip together with what is below it, such as a dialog. Radix would give it to the tooltip alone,
 * so the tooltip is gone before Radix, which listens at the document, hears of the key. What is animated is inside of the
 * content: Radix keeps content of its own that is being animated.
 */
function useLeavesEscape(open: boolean, close: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `close` does the same each time
  useLayoutEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') flushSync(close);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [open]);
}
