import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type ComboboxOption, filterOptions } from './combobox-options.ts';
import { cx } from './cx.ts';
import { type FieldIds, INPUT } from './field.tsx';

/** More rows than anybody reads; the rest is found by typing. */
const MAX_ROWS = 200;

export type ComboboxProps = FieldIds & {
  /** The text in the box: an option's value, or anything else typed. */
  value: string;
  onChange: (value: string) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  /** What the box shows of a chosen option whose value means nothing to people. */
  showsLabel?: boolean;
  /** Shown in the list instead of rows: loading, an error, nothing found. */
  listNote?: ReactNode;
  icon?: (option: ComboboxOption) => ReactNode;
  /** Whether a text is meant as it was typed; else Enter takes the first row that matches it. */
  isOwnText?: (text: string) => boolean;
  /** Takes the focus when its dialog opens. */
  autoFocus?: boolean;
};

/** A text box with a searchable list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function Combobox(props: ComboboxProps) {
  const { value, onChange, options, placeholder, listNote, icon, isOwnText, autoFocus, showsLabel, ...ids } =
    props;
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const rows = filterOptions(options, typed ? value : '').slice(0, MAX_ROWS);
  const chosenLabel =
    showsLabel && !typed ? options.find((option) => option.value === value)?.label : undefined;
  const rowId = (index: number) => `${listId}-${index}`;

  const show = (shown: boolean) => {
    setOpen(shown);
    setTyped(false);
    setActive(-1);
  };
  const choose = (option: ComboboxOption) => {
    onChange(option.value);
    show(false);
  };
  const move = (to: number) => {
    setOpen(true);
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    document.getElementById(rowId(next))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = open ? rows[active] : undefined;
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter' && chosen && !event.metaKey && !event.ctrlKey) choose(chosen);
    else if (event.key === 'Escape' && open) show(false);
    else if (event.key === 'Enter') return show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Anchor asChild>
        <div className="relative">
          <input
            {...ids}
            ref={input}
            type="text"
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            data-autofocus={autoFocus || undefined}
            aria-activedescendant={open && active >= 0 ? rowId(active) : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={placeholder}
            value={chosenLabel ?? value}
            className={cx(INPUT, 'pr-8', !showsLabel && 'font-mono')}
            onChange={(event) => {
              onChange(event.target.value);
              setOpen(true);
              setTyped(true);
              setActive(event.target.value === '' || isOwnText?.(event.target.value) ? -1 : 0);
            }}
            onFocus={(event) => event.target.select()}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
            onBlur={() => show(false)}
          />
          <ChevronDown
            size={14}
            className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
          />
        </div>
      </Popover.Anchor>
      <Popover.Content
        id={listId}
        role="listbox"
        aria-label="Suggestions"
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.target === input.current && event.preventDefault()}
        className="z-50 max-h-[min(18rem,var(--radix-popover-content-available-height))] w-(--radix-popover-trigger-width) overflow-y-auto overscroll-contain rounded-lg bg-raised p-1 shadow-float"
      >
        {listNote && <div className="px-2 py-2 text-ink-2 text-xs">{listNote}</div>}
        {rows.map((option, index) => (
          <ComboboxRow
            key={option.value}
            id={rowId(index)}
            option={option}
            active={index === active}
            chosen={option.value === value}
            icon={icon?.(option)}
            onChoose={() => choose(option)}
          />
        ))}
      </Popover.Content>
    </Popover.Root>
  );
}

type ComboboxRowProps = {
  id: string;
  option: ComboboxOption;
  active: boolean;
  chosen: boolean;
  icon: ReactNode;
  onChoose: () => void;
};

function ComboboxRow({ id, option, active, chosen, icon, onChoose }: ComboboxRowProps) {
  const { detail = option.label === option.value ? null : option.value } = option;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: focus stays in the text box, which handles the keys
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={cx(
        'flex min-h-9 touch:min-h-11 cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1 hover:bg-hover',
        active && 'bg-hover',
      )}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {icon && <span className="shrink-0 text-ink-3">{icon}</span>}
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm">{option.label}</span>
        {detail && <span className="block truncate font-mono text-2xs text-ink-3">{detail}</span>}
      </span>
      {option.note && <span className="max-w-[45%] shrink-0 truncate text-ink-3 text-xs">{option.note}</span>}
    </div>
  );
}
