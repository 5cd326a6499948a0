import type { ReactNode } from 'react';
import { Card } from '../design/card.tsx';
import { Logo } from '../design/logo.tsx';

/** The frame of the pages before the dashboard. */
export function AccountFrame({
  title,
  intro,
  children,
}: {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[14vh] pb-8 max-sm:pt-10">
      <div className="mb-6 flex items-center gap-2.5 font-semibold text-lg tracking-tight">
        <Logo size={28} />
        Drover
      </div>
      <Card className="w-full max-w-96 p-6">
        <h1 className="font-semibold text-base">{title}</h1>
        {intro && <div className="mt-1 text-ink-2 text-sm">{intro}</div>}
        <div className="mt-5">{children}</div>
      </Card>
    </main>
  );
}
