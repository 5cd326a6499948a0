import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

export const Card = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div {...rest} className={cx('rounded-lg border border-line bg-surface shadow-card', className)} />
);
