import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export type TabsProps<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  tabs: readonly { value: T; label: string }[];
  /** What the chosen tab shows. */
  children: ReactNode;
};

/** Several ways to the same end, one in sight. */
export const Tabs = <T extends string>({ label, value, onChange, tabs, children }: TabsProps<T>) => (
  <Radix.Root value={value} onValueChange={(chosen) => onChange(chosen as T)}>
    <Radix.List
      aria-label={label}
      className="flex gap-1 overflow-x-auto border-line border-b [scrollbar-width:none]"
    >
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.value}
          value={tab.value}
          className="h-9 touch:h-11 shrink-0 border-transparent border-b-2 px-3 font-medium text-ink-2 text-sm hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
        >
          {tab.label}
        </Radix.Trigger>
      ))}
    </Radix.List>
    <Radix.Content value={value} className="pt-4 outline-none">
      {children}
    </Radix.Content>
  </Radix.Root>
);
