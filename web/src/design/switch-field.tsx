import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export type SwitchFieldProps = {
  label: string;
  /** Why it stands as it does. */
  note: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  error?: string | undefined;
};

/** Something that is on or off, with a sentence that explains it. */
export function SwitchField({ label, note, checked, onChange, disabled = false, error }: SwitchFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block font-medium text-ink-2 text-xs">
          {label}
        </label>
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={cx('break-words text-xs', error ? 'text-bad-ink' : 'text-ink-3')}
        >
          {error || note}
        </p>
      </div>
      <Switch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={noteId}
        className="relative mt-0.5 h-5 touch:h-7 w-9 touch:w-12 shrink-0 rounded-full border border-line-field bg-hover transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="block size-3.5 touch:size-5 translate-x-0.5 rounded-full bg-ink-3 transition-transform data-[state=checked]:translate-x-4.5 touch:data-[state=checked]:translate-x-6 data-[state=checked]:bg-on-accent" />
      </Switch.Root>
    </div>
  );
}
