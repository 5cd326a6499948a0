import { type ReactNode, useEffect, useRef } from 'react';

export type MoreProps = {
  /** What is in it, in a few words. */
  about: string;
  /** Something in it is wrong: it unfolds. It never folds by itself, as somebody may be typing in it. */
  wrong: boolean;
  children: ReactNode;
};

/** What is seldom needed, folded. */
export function More({ about, wrong, children }: MoreProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (wrong && details.current) details.current.open = true;
  }, [wrong]);
  return (
    <details ref={details} className="text-sm">
      <summary className="w-fit touch:min-h-11 cursor-pointer rounded text-ink-2 hover:text-ink">
        More <span className="text-ink-3 text-xs">{about}</span>
      </summary>
      <div className="mt-3 space-y-4">{children}</div>
    </details>
  );
}
