import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { type FieldIds, INPUT } from './field.tsx';

export type SelectOption = {
  value: string;
  label: string;
  icon?: ReactNode;
  disabled?: boolean;
  note?: string;
};

export type SelectProps = Partial<FieldIds> & {
  value: string;
  onChange: (value: string) => void;
  options: readonly SelectOption[];
  placeholder?: string;
  'aria-label'?: string;
  className?: string;
};

/** One of a few. For many, or for free text, use `Combobox`. */
export function Select({ value, onChange, options, placeholder, className, ...ids }: SelectProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange}>
      <Radix.Trigger
        {...ids}
        className={cx(INPUT, 'flex items-center justify-between gap-2 text-left', className)}
      >
        <span className="min-w-0 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown size={14} className="shrink-0 text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-[fade-in_90ms] overflow-hidden rounded-lg bg-raised text-ink shadow-float"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <SelectRow key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function SelectRow({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.disabled ?? false}
      className="flex min-h-8 touch:min-h-11 select-none items-center gap-2 rounded-md py-1 pr-2 pl-2 text-sm outline-none data-[disabled]:text-ink-3 data-[highlighted]:bg-hover"
    >
      <div className="min-w-0 flex-1">
        <Radix.ItemText>
          <span className="inline-flex items-center gap-2">
            {option.icon}
            {option.label}
          </span>
        </Radix.ItemText>
        {option.note && <p className="text-ink-3 text-xs">{option.note}</p>}
      </div>
      <Radix.ItemIndicator>
        <Check size={14} className="text-accent-ink" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
