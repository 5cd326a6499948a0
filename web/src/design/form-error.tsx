import type { ReactNode } from 'react';

/** Why what a form asked for was not done. */
export const FormError = ({ children }: { children: ReactNode }) => (
  <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad-ink text-sm">
    {children}
  </p>
);
