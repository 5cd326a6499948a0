import type { ReactNode } from 'react';

export type CheckFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** Something to agree to. */
export const CheckField = ({ label, hint, checked, onChange }: CheckFieldProps) => (
  <label className="flex touch:min-h-11 items-start gap-2.5 text-sm">
    <input
      type="checkbox"
      className="mt-0.5 size-4 touch:size-6 shrink-0 accent-(--accent)"
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
    <span className="min-w-0">
      <span className="block">{label}</span>
      {hint && <span className="block text-ink-3 text-xs">{hint}</span>}
    </span>
  </label>
);
