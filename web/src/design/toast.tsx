import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { StatusDot } from './status-dot.tsx';

export type ToastMessage = {
  tone: 'good' | 'bad' | 'accent';
  text: string;
  action?: { label: string; onClick: () => void };
};

type Shown = ToastMessage & { id: number };

const SHOWN_MS = 6_000;
const SHOWN_WITH_ACTION_MS = 30_000;

const ToastContext = createContext<((message: ToastMessage) => void) | null>(null);

/** Tells something that belongs to no place on the page. What does, is told there. */
export function useToast(): (message: ToastMessage) => void {
  const toast = useContext(ToastContext);
  if (!toast) throw new Error('useToast needs a ToastProvider above it');
  return toast;
}

let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const toast = useCallback(
    (message: ToastMessage) => setShown((before) => [...before.slice(-2), { ...message, id: ++lastId }]),
    [],
  );
  const remove = useCallback((id: number) => setShown((before) => before.filter((one) => one.id !== id)), []);
  const rows = useMemo(
    () =>
      shown.map((message) => (
        <ToastRow key={message.id} message={message} onGone={() => remove(message.id)} />
      )),
    [shown, remove],
  );
  return (
    <Radix.Provider swipeDirection="right" label="Notice">
      <ToastContext value={toast}>{children}</ToastContext>
      {rows}
      <Radix.Viewport className="fixed right-0 bottom-0 z-50 flex w-[min(100vw,24rem)] flex-col gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))] outline-none" />
    </Radix.Provider>
  );
}

function ToastRow({ message, onGone }: { message: Shown; onGone: () => void }) {
  const { action } = message;
  return (
    <Radix.Root
      duration={action ? SHOWN_WITH_ACTION_MS : SHOWN_MS}
      onOpenChange={(open) => !open && onGone()}
      className="flex animate-[rise-in_160ms_ease-out] items-center gap-2.5 rounded-lg bg-raised py-2 pr-2 pl-3.5 text-sm shadow-float"
    >
      <StatusDot tone={message.tone} />
      <Radix.Description className="min-w-0 flex-1 break-words">{message.text}</Radix.Description>
      {action && (
        <Radix.Action asChild altText={action.label}>
          <Button onClick={action.onClick}>{action.label}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label="Dismiss">
          <X size={14} />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  );
}
