import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { cx } from './cx.ts';

export type CodeBlockProps = {
  text: string;
  /** What it is, above the text: `compose.yaml`, `Shell`. */
  label: string;
  /** Tells it from others of the same label, for screen readers; the label without. */
  name?: string;
  /** A part of `text` that stands out. */
  mark?: string | null;
  /** Breaks long lines instead of scrolling. */
  wrap?: boolean;
};

/** Text that is to be copied as it is. */
export const CodeBlock = ({ text, label, name = label, mark = null, wrap = false }: CodeBlockProps) => (
  <figure className="overflow-hidden rounded-lg border border-line bg-screen">
    <figcaption className="flex items-center justify-between gap-2 border-line border-b bg-surface py-1 pr-1 pl-3 text-ink-2 text-xs">
      <span className="min-w-0 truncate font-mono">{label}</span>
      <CopyButton text={text} label={`Copy: ${name}`} />
    </figcaption>
    <section
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      className="max-h-64 overflow-auto px-3 py-2.5 focus-visible:outline-offset-[-2px]"
    >
      <pre
        className={cx('w-fit font-mono text-xs leading-5', wrap && 'w-full whitespace-pre-wrap break-all')}
      >
        {mark ? marked(text, mark) : text}
      </pre>
    </section>
  </figure>
);

function marked(text: string, mark: string): ReactNode[] {
  return text.split(mark).flatMap((part, index) =>
    index === 0
      ? [part]
      : [
          // biome-ignore lint/suspicious/noArrayIndexKey: places in a text have no other name
          <mark key={index} className="rounded-sm bg-accent-soft text-accent-ink">
            {mark}
          </mark>,
          part,
        ],
  );
}
