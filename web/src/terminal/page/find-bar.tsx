import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { INPUT } from '../../design/field.tsx';
import type { Finder, Matches, Search } from '../screen/finder.ts';

export type FindBarProps = { finder: Finder; matches: Matches; onClose: () => void };

export function FindBar({ finder, matches, onClose }: FindBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState<Search>({ text: '', caseSensitive: false, regex: false });
  const [valid, setValid] = useState(true);

  useEffect(() => {
    input.current?.focus();
    return () => finder.end();
  }, [finder]);

  const change = (part: Partial<Search>) => {
    const next = { ...search, ...part };
    setSearch(next);
    setValid(finder.find(next, 'typing'));
  };
  const keyPressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter') finder.find(search, event.shiftKey ? 'previous' : 'next');
  };

  return (
    <search className="absolute top-2 right-4 z-20 flex max-w-[calc(100%-1.5rem)] items-center gap-0.5 rounded-lg bg-raised p-1 shadow-float max-sm:right-3">
      <input
        ref={input}
        type="search"
        aria-label="Find in the terminal"
        aria-invalid={!valid}
        placeholder="Find"
        className={cx(INPUT, 'w-44 min-w-0')}
        value={search.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={keyPressed}
      />
      <output className="w-18 shrink-0 px-1 text-center text-ink-2 text-xs tabular">
        {valid ? matchWords(search.text, matches) : 'Not a regex'}
      </output>
      <Toggle label="Match case" on={search.caseSensitive} set={(caseSensitive) => change({ caseSensitive })}>
        Aa
      </Toggle>
      <Toggle label="Regular expression" on={search.regex} set={(regex) => change({ regex })}>
        .*
      </Toggle>
      <IconButton label="Previous match" onClick={() => finder.find(search, 'previous')}>
        <ChevronUp size={16} />
      </IconButton>
      <IconButton label="Next match" onClick={() => finder.find(search, 'next')}>
        <ChevronDown size={16} />
      </IconButton>
      <IconButton label="Close find" onClick={onClose}>
        <X size={16} />
      </IconButton>
    </search>
  );
}

type ToggleProps = { label: string; on: boolean; set: (on: boolean) => void; children: string };

const Toggle = ({ label, on, set, children }: ToggleProps) => (
  <IconButton
    label={label}
    aria-pressed={on}
    className={cx('font-mono text-xs max-sm:hidden', on && 'bg-accent-soft text-accent-ink')}
    onClick={() => set(!on)}
  >
    {children}
  </IconButton>
);

function matchWords(text: string, { index, count }: Matches): string {
  if (text === '') return '';
  if (count === 0) return 'No match';
  return index < 0 ? `${count} found` : `${index + 1} of ${count}`;
}
