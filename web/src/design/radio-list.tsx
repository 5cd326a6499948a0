import { useId } from 'react';

export type RadioListProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string; hint: string }[];
  onChange: (value: T) => void;
};

/** One of a few ways, each with what it means. */
export function RadioList<T extends string>({ label, value, options, onChange }: RadioListProps<T>) {
  const name = useId();
  return (
    <fieldset aria-label={label} className="space-y-2.5">
      {options.map((option) => (
        <label key={option.value} className="flex touch:min-h-11 items-start gap-2.5 text-sm">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-4 touch:size-6 shrink-0 accent-(--accent)"
          />
          <span className="min-w-0">
            <span className="block font-medium">{option.label}</span>
            <span className="block text-ink-2 text-xs">{option.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
