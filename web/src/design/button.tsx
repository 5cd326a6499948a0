import type { ComponentProps, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { cx } from './cx.ts';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

type Variant = 'primary' | 'plain' | 'quiet' | 'danger';

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  plain: 'bg-raised text-ink border-line-strong hover:bg-hover',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-bad-fill text-on-bad border-transparent hover:bg-bad-fill-hover',
};

const BASE =
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border ' +
  'font-medium text-sm transition-colors duration-100 disabled:cursor-default disabled:opacity-50 ' +
  'aria-disabled:cursor-default aria-disabled:opacity-50';

export type ButtonProps = ComponentProps<'button'> & {
  variant?: Variant;
  /** Shows that what was asked is on its way; the button then does nothing. */
  pending?: boolean;
};

const SIZE = 'h-8 px-3 touch:h-11 touch:px-4';

export function Button({ variant = 'plain', pending = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={pending || undefined}
      disabled={rest.disabled || pending}
      className={cx(BASE, VARIANTS[variant], SIZE, className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}

export type ButtonLinkProps = Omit<LinkProps, 'className'> & { variant?: Variant };

/** Looks like a button, and leads somewhere. */
export const ButtonLink = ({ variant = 'plain', ...rest }: ButtonLinkProps) => (
  <Link {...rest} className={cx(BASE, VARIANTS[variant], SIZE)} />
);

export type IconButtonProps = ButtonProps & {
  /** Its name for screen readers and its tooltip. */
  label: string;
  children: ReactNode;
};

export function IconButton({
  label,
  variant = 'quiet',
  pending,
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        disabled={rest.disabled || pending}
        className={cx(BASE, VARIANTS[variant], 'size-8 touch:size-11', className)}
      >
        {pending ? <Spinner /> : children}
      </button>
    </Tooltip>
  );
}
