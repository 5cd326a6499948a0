import type { ReactNode } from 'react';

export type MoreProps = {
  /** What is in it, in a few words. */
  about: string;
  /** Something in it is wrong. */
  open: boolean;
  children: ReactNode;
};

/** What is seldom needed, folded. */
export const More = ({ about, open, children }: MoreProps) => (
  <details open={open || undefined} className="text-sm">
    <summary className="w-fit touch:min-h-11 cursor-pointer rounded text-ink-2 hover:text-ink">
      More <span className="text-ink-3 text-xs">{about}</span>
    </summary>
    <div className="mt-3 space-y-4">{children}</div>
  </details>
);
