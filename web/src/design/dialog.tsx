import { X } from 'lucide-react';
import { Dialog as Radix, AlertDialog as RadixAlert } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';

const SCRIM = 'fixed inset-0 z-40 animate-[fade-in_120ms] bg-scrim';
const PANEL =
  'fixed z-40 flex flex-col bg-raised text-ink shadow-float animate-[rise-in_140ms_ease-out] focus:outline-none ' +
  'left-1/2 top-[12vh] max-h-[80dvh] w-[min(calc(100vw-2rem),34rem)] -translate-x-1/2 rounded-xl ' +
  'max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:left-0 max-sm:max-h-[94dvh] max-sm:w-full ' +
  'max-sm:translate-x-0 max-sm:rounded-b-none';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What this is about, for everybody; may be left out when the title says it all. */
  description?: ReactNode;
  children: ReactNode;
};

/** Content scrolls; what must stay in sight goes into a `DialogFooter`. On phones it is a sheet at the bottom. */
export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          className={PANEL}
          onOpenAutoFocus={focusFirst}
          {...(!description && { 'aria-describedby': undefined })}
        >
          <header className="flex items-start gap-2 px-5 pt-4 pb-1">
            <div className="min-w-0 flex-1 pt-1 touch:pt-2.5">
              <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-ink-2 text-sm">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close">
                <X size={16} />
              </IconButton>
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Into the control marked with `data-autofocus`; by finger, where that would open the keyboard, into none. */
function focusFirst(event: Event): void {
  event.preventDefault();
  const panel = event.currentTarget as HTMLElement;
  const marked = panel.querySelector<HTMLElement>('[data-autofocus]');
  const byFinger = window.matchMedia('(pointer: coarse)').matches;
  (marked && !byFinger ? marked : panel).focus();
}

export const DialogBody = ({ children, className }: { children: ReactNode; className?: string }) => (
  <div className={cx('min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-3', className)}>
    {children}
  </div>
);

export const DialogFooter = ({ children }: { children: ReactNode }) => (
  <footer className="flex items-center justify-end gap-2 border-line border-t px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
    {children}
  </footer>
);

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will be lost and what stays. */
  description: ReactNode;
  confirmLabel: string;
  pending?: boolean;
  /** Why the last try failed. */
  error?: string | null;
  onConfirm: () => void;
};

/** Asks once before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <RadixAlert.Root open={props.open} onOpenChange={props.onOpenChange}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={SCRIM} />
        <RadixAlert.Content className={cx(PANEL, 'sm:w-[26rem]')}>
          <div className="space-y-2 px-5 pt-5 pb-4">
            <RadixAlert.Title className="font-semibold text-base">{props.title}</RadixAlert.Title>
            <RadixAlert.Description className="text-ink-2 text-sm">
              {props.description}
            </RadixAlert.Description>
            {props.error && (
              <p role="alert" className="text-bad-ink text-sm">
                {props.error}
              </p>
            )}
          </div>
          <DialogFooter>
            <RadixAlert.Cancel asChild>
              <Button variant="quiet">Cancel</Button>
            </RadixAlert.Cancel>
            <Button variant="danger" pending={props.pending ?? false} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </DialogFooter>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
}
