import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export const INPUT =
  'w-full rounded-md border border-line-field bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3 ' +
  'transition-colors focus:border-accent focus:outline-2 focus:outline-accent/30 focus:outline-offset-0 ' +
  'aria-invalid:border-bad disabled:opacity-60 h-8 touch:h-11 touch:text-[1rem]';

export type FieldIds = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean };

export type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  className?: string;
  /** Draws the control; it must take the ids. */
  children: (ids: FieldIds) => ReactNode;
};

/** A label, a control, and below it what is wrong or else a hint. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error || hint;
  return (
    <div className={cx('space-y-1', className)}>
      <label htmlFor={id} className="block font-medium text-ink-2 text-xs">
        {label}
      </label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': Boolean(error) })}
      {note && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={cx('text-xs', error ? 'text-bad-ink' : 'text-ink-3')}
        >
          {note}
        </p>
      )}
    </div>
  );
}

export type TextFieldProps = Omit<FieldProps, 'children'> & Omit<ComponentProps<'input'>, 'className'>;

export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className && { className })}>
      {(ids) => <input {...input} {...ids} className={INPUT} />}
    </Field>
  );
}

export type TextAreaFieldProps = Omit<FieldProps, 'children'> & Omit<ComponentProps<'textarea'>, 'className'>;

export function TextAreaField({ label, hint, error, className, ...area }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className && { className })}>
      {(ids) => (
        <textarea rows={3} {...area} {...ids} className={cx(INPUT, 'h-auto touch:h-auto resize-y py-1.5')} />
      )}
    </Field>
  );
}
