import { Button } from './button.tsx';

export type LoadErrorProps = { message: string; onRetry: () => void };

/** In place of what could not be loaded. */
export const LoadError = ({ message, onRetry }: LoadErrorProps) => (
  <div
    role="alert"
    className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-bad-soft px-4 py-3 text-bad-ink text-sm"
  >
    <span className="min-w-0 flex-1">{message}</span>
    <Button onClick={onRetry}>Try again</Button>
  </div>
);
