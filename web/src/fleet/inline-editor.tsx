import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { cx } from '../design/cx.ts';
import { INPUT } from '../design/field.tsx';

export type InlineEditorProps = {
  /** What is edited, such as `task`. */
  what: string;
  /** Null while there is none. */
  value: string | null;
  /** What is shown while nobody edits. */
  label: string;
  placeholder: string;
  /** Makes it stand back behind another line. */
  quiet?: boolean;
  /** What was typed is on its way to the hub. */
  saving: boolean;
  onSave: (text: string) => void;
};

/** A line that a click makes a text box of. */
export function InlineEditor(props: InlineEditorProps) {
  const [editing, setEditing] = useState(false);
  if (!editing) return <Line {...props} onEdit={() => setEditing(true)} />;
  const finish = (text: string) => {
    setEditing(false);
    props.onSave(text);
  };
  return <Box {...props} onFinish={finish} onCancel={() => setEditing(false)} />;
}

const sizeOf = (quiet: boolean | undefined) => (quiet ? 'h-6 text-xs' : 'h-7 text-base');

function Line({ what, value, label, quiet, saving, onEdit }: InlineEditorProps & { onEdit: () => void }) {
  return (
    <button
      type="button"
      onClick={onEdit}
      title={value ?? undefined}
      aria-label={`Edit the ${what}: ${label}`}
      className={cx(
        'group -mx-1.5 flex touch:-my-2 touch:h-11 w-[calc(100%+0.75rem)] items-center gap-1.5 rounded px-1.5 text-left hover:bg-hover',
        sizeOf(quiet),
        value && !quiet ? 'font-medium' : 'text-ink-2',
        saving && 'opacity-60',
      )}
    >
      <span className="truncate">{label}</span>
      <Pencil
        size={12}
        aria-hidden="true"
        className="ml-auto shrink-0 text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
    </button>
  );
}

type BoxProps = InlineEditorProps & { onFinish: (text: string) => void; onCancel: () => void };

const selectAll = (input: HTMLInputElement | null) => input?.select();

/** Leaving the box is the one way out of it, and saves; Escape leaves it as it was. */
function Box({ what, value, placeholder, quiet, onFinish, onCancel }: BoxProps) {
  const cancelled = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that ends the composition of a character is not meant for us.
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    cancelled.current = event.key === 'Escape';
    event.currentTarget.blur();
  };
  return (
    <input
      ref={selectAll}
      aria-label={`${what.slice(0, 1).toUpperCase()}${what.slice(1)}`}
      placeholder={placeholder}
      defaultValue={value ?? ''}
      onKeyDown={onKeyDown}
      onBlur={(event) => (cancelled.current ? onCancel() : onFinish(event.target.value))}
      className={cx(INPUT, '-mx-1.5 w-[calc(100%+0.75rem)] px-1.5 font-medium', sizeOf(quiet))}
    />
  );
}
