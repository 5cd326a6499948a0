import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const ITEM =
  'flex h-8 touch:h-11 w-full select-none items-center gap-2 rounded-md px-2 text-sm outline-none ' +
  'data-[highlighted]:bg-hover data-[disabled]:opacity-50';

/** @param props.trigger one button */
export function Menu(props: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end' }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={props.align ?? 'end'}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-48 animate-[fade-in_90ms] rounded-lg bg-raised p-1 text-ink shadow-float"
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export type MenuItemProps = {
  onSelect: () => void;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
};

export function MenuItem({ onSelect, icon, danger, disabled, children }: MenuItemProps) {
  return (
    <Radix.Item
      className={cx(ITEM, danger && 'text-bad-ink')}
      disabled={disabled ?? false}
      onSelect={onSelect}
    >
      {icon && <span className="text-ink-3">{icon}</span>}
      {children}
    </Radix.Item>
  );
}

export type MenuChoiceProps<T extends string> = {
  value: T;
  onChange: (value: T) => void;
  choices: readonly { value: T; label: string; icon?: ReactNode }[];
};

export function MenuChoice<T extends string>({ value, onChange, choices }: MenuChoiceProps<T>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(chosen) => onChange(chosen as T)}>
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={ITEM}>
          {choice.icon && <span className="text-ink-3">{choice.icon}</span>}
          <span className="flex-1">{choice.label}</span>
          <Radix.ItemIndicator>
            <Check size={14} className="text-accent-ink" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-2 pb-1 text-ink-3 text-xs">{children}</Radix.Label>
);

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;
