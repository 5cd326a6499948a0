import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cx } from '../design/cx.ts';
import { INPUT } from '../design/field.tsx';
import { Kbd } from '../design/kbd.tsx';

/** The words that cards are searched for. */
export function FilterText({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useSlashFocuses(input);
  return (
    <div className="relative w-full sm:w-72">
      <Search
        size={14}
        aria-hidden="true"
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={input}
        type="search"
        aria-label="Filter sessions"
        placeholder="Filter sessions"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
        className={cx(INPUT, 'peer pr-8 pl-8 [&::-webkit-search-cancel-button]:appearance-none')}
      />
      {!text && (
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3 peer-focus:hidden touch:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  );
}

/** The key `/` leads into the filter, unless it is being typed somewhere. */
function useSlashFocuses(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, select, [role=dialog]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [input]);
}
