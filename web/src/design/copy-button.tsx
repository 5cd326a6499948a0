import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './clipboard.ts';

const TOLD_MS = 2_000;

type Outcome = 'copied' | 'refused' | null;

const WORDS = { copied: 'Copied', refused: 'Select and copy it by hand' } as const;

export type CopyButtonProps = {
  text: string;
  /** What is copied, for screen readers: `Copy the token`. */
  label: string;
  className?: string;
};

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    copyText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  return (
    <>
      <Button onClick={copy} aria-label={label} className={className}>
        {outcome === 'copied' ? (
          <Check size={14} className="text-good-ink" aria-hidden="true" />
        ) : (
          <Copy size={14} className="text-ink-3" aria-hidden="true" />
        )}
        {outcome ? WORDS[outcome] : 'Copy'}
      </Button>
      <span role="status" className="sr-only">
        {outcome && WORDS[outcome]}
      </span>
    </>
  );
}
