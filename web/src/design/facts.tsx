import type { ReactNode } from 'react';
import { Card } from './card.tsx';

/** Names and values, one pair a row. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <Card>
    <dl className="divide-y divide-line">{children}</dl>
  </Card>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex flex-wrap gap-x-4 gap-y-0.5 px-4 py-2 text-sm">
    <dt className="w-36 shrink-0 text-ink-2">{name}</dt>
    <dd className="min-w-0 flex-1 basis-48 break-words">{children}</dd>
  </div>
);
