import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ClipboardPaste, CornerDownLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { readClipboard } from '../../design/clipboard.ts';
import { cx } from '../../design/cx.ts';
import type { BrowserTerminal } from '../screen/browser-terminal.ts';

export type KeyRailProps = {
  /** Null while it is being opened. */
  terminal: BrowserTerminal | null;
  /** Ctrl is held for the next key. */
  ctrl: boolean;
  onCtrl: (held: boolean) => void;
  onPasteUnavailable: () => void;
};

const ARROWS = [
  { name: 'Up', letter: 'A', Icon: ArrowUp },
  { name: 'Down', letter: 'B', Icon: ArrowDown },
  { name: 'Left', letter: 'D', Icon: ArrowLeft },
  { name: 'Right', letter: 'C', Icon: ArrowRight },
] as const;

/** The keys that a phone's keyboard lacks. Keys keep the focus where it is, so the keyboard stays as it is. */
export function KeyRail({ terminal, ctrl, onCtrl, onPasteUnavailable }: KeyRailProps) {
  const send = (text: string) => () => terminal?.type(text);
  const paste = async () => {
    const text = await readClipboard();
    if (text === null) onPasteUnavailable();
    else terminal?.paste(text);
  };
  return (
    <div
      role="toolbar"
      aria-label="Keys"
      className="hidden touch:flex shrink-0 gap-1 overflow-x-auto overscroll-contain border-line border-t bg-surface px-1.5 py-1 [scrollbar-width:none]"
    >
      <RailKey label="Escape" press={send('\x1b')}>
        Esc
      </RailKey>
      <RailKey label="Tab" press={send('\t')}>
        Tab
      </RailKey>
      <RailKey label="Control, held for the next key" held={ctrl} press={() => onCtrl(!ctrl)}>
        Ctrl
      </RailKey>
      <RailKey label="Control C" press={send('\x03')}>
        ^C
      </RailKey>
      <RailKey label="Enter" press={send('\r')}>
        <CornerDownLeft size={18} />
      </RailKey>
      {ARROWS.map(({ name, letter, Icon }) => (
        <RailKey key={name} label={name} press={() => terminal?.type(terminal.arrow(letter))}>
          <Icon size={18} />
        </RailKey>
      ))}
      <RailKey label="Shift Tab" press={send('\x1b[Z')}>
        ⇧Tab
      </RailKey>
      <RailKey label="Paste" press={paste}>
        <ClipboardPaste size={18} />
      </RailKey>
    </div>
  );
}

type RailKeyProps = { label: string; held?: boolean; press: () => void; children: ReactNode };

const RailKey = ({ label, held, press, children }: RailKeyProps) => (
  <button
    type="button"
    aria-label={label}
    aria-pressed={held}
    onPointerDown={(event) => event.preventDefault()}
    onClick={press}
    className={cx(
      'flex h-11 min-w-11 shrink-0 touch-manipulation select-none items-center justify-center rounded-md px-2.5 font-medium text-sm',
      held ? 'bg-accent text-on-accent' : 'bg-hover text-ink active:bg-line-strong',
    )}
  >
    {children}
  </button>
);
