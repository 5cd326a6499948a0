import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { cx } from './cx.ts';
import { Field, INPUT } from './field.tsx';
import { wordsOf } from './tag-words.ts';

export type TagsFieldProps = {
  label: string;
  tags: readonly string[];
  /** The one that is being typed. */
  typed: string;
  onChange: (tags: readonly string[], typed: string) => void;
  placeholder?: string;
  error?: string | undefined;
};

/** Words as chips: space, comma or Enter ends one, also in what is pasted; Backspace takes the last one back. */
export function TagsField({ label, tags, typed, onChange, placeholder, error }: TagsFieldProps) {
  const add = () => onChange([...new Set([...tags, typed.trim()])], '');
  const onText = (text: string) => {
    const { ended, typed } = wordsOf(text);
    onChange([...new Set([...tags, ...ended])], typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const held = event.metaKey || event.ctrlKey || event.nativeEvent.isComposing;
    if ([' ', ',', 'Enter'].includes(event.key) && typed.trim() && !held) add();
    else if (event.key === 'Backspace' && typed === '' && tags.length > 0)
      onChange(tags.slice(0, -1), tags.at(-1) ?? '');
    else if (event.key !== ',') return;
    event.preventDefault();
  };
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <div
          className={cx(
            INPUT,
            'flex h-auto min-h-8 touch:h-auto touch:min-h-11 flex-wrap items-center gap-1 px-1.5 py-1',
            'focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/30 focus-within:outline-offset-0',
          )}
        >
          {tags.map((tag) => (
            <TagChip
              key={tag}
              tag={tag}
              onRemove={() =>
                onChange(
                  tags.filter((one) => one !== tag),
                  typed,
                )
              }
            />
          ))}
          <input
            {...ids}
            type="text"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            placeholder={tags.length === 0 ? placeholder : undefined}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={onKeyDown}
            className="min-w-24 flex-1 bg-transparent px-1 outline-none placeholder:text-ink-3"
          />
        </div>
      )}
    </Field>
  );
}

const TagChip = ({ tag, onRemove }: { tag: string; onRemove: () => void }) => (
  <span className="inline-flex h-5 touch:h-9 max-w-full items-center gap-0.5 rounded bg-hover pl-1.5 font-medium text-ink-2 text-xs">
    <span className="truncate">{tag}</span>
    <button
      type="button"
      aria-label={`Remove ${tag}`}
      onClick={onRemove}
      className="flex size-5 touch:size-9 shrink-0 items-center justify-center rounded hover:text-ink"
    >
      <X size={12} aria-hidden="true" />
    </button>
  </span>
);
