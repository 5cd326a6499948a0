import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

export type SecretBoxProps = {
  /** What it is: `Token of atlas`. */
  label: string;
  secret: string;
  /** What happens to who loses it. */
  children: ReactNode;
};

/** A secret that is shown this once. */
export const SecretBox = ({ label, secret, children }: SecretBoxProps) => (
  <div className="rounded-lg bg-warn-soft px-4 py-3 text-sm">
    <p className="flex items-center gap-2 font-medium text-warn-ink">
      <KeyRound size={15} className="shrink-0" aria-hidden="true" />
      {label}: shown only now
    </p>
    <div className="mt-2 flex items-center gap-2">
      <code className="min-w-0 flex-1 select-all break-all rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-xs">
        {secret}
      </code>
      <CopyButton text={secret} label={`Copy ${label}`} />
    </div>
    <div className="mt-2 text-ink-2 text-xs">{children}</div>
  </div>
);
