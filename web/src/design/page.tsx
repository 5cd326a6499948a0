import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type PageProps = {
  title: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  /** Above the title: the way back. */
  above?: ReactNode;
  /** For text and forms, instead of lists. */
  narrow?: boolean;
  children: ReactNode;
};

/** A page of the dashboard with its title. */
export const Page = ({ title, actions, above, narrow = false, children }: PageProps) => (
  <main className={cx('mx-auto px-4 pt-5 pb-16 sm:px-6', narrow ? 'max-w-3xl' : 'max-w-6xl')}>
    {above}
    <div className="mb-4 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <h1 className="min-w-0 break-words font-semibold text-lg tracking-tight">{title}</h1>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
    {children}
  </main>
);

export type SectionProps = {
  title: string;
  /** What this is about, below its title. */
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A part of a page under a title of its own. */
export const Section = ({ title, intro, actions, children, className }: SectionProps) => (
  <section aria-label={title} className={cx('mt-8 first:mt-0', className)}>
    <div className="mb-2.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h2 className="font-semibold text-base">{title}</h2>
        {intro && <div className="max-w-prose text-ink-2 text-sm">{intro}</div>}
      </div>
      {actions}
    </div>
    {children}
  </section>
);
