import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { Segments } from '../../design/segments.tsx';
import { useVisualViewport } from './use-visual-viewport.ts';

export type Pane = { key: string; label: string; content: ReactNode };

export type SplitProps = {
  panes: readonly [Pane] | readonly [Pane, Pane];
};

/** Below this height, in CSS pixels, the terminal needs all of it. */
const TABS_FROM_HEIGHT = 380;

/** Fills the window with one pane, or two: side by side where there is room, else one behind the other. */
export function Split({ panes }: SplitProps) {
  const visible = useVisualViewport();
  const wide = useIsWide();
  const [first, second] = panes;
  const [chosen, setChosen] = useState<string | null>(null);
  // Who opens a second one wants to see it.
  const front = chosen === first.key ? first : (second ?? first);
  const shown = wide ? panes : [front];
  return (
    <main
      className="fixed inset-x-0 top-0 flex flex-col bg-canvas"
      style={{ height: visible.height, transform: `translateY(${visible.top}px)` }}
    >
      {second && !wide && visible.height >= TABS_FROM_HEIGHT && (
        <div className="flex shrink-0 justify-center border-line border-b bg-surface py-1">
          <Segments
            label="Side"
            value={front.key}
            options={panes.map(({ key, label }) => ({ value: key, label }))}
            onChange={setChosen}
          />
        </div>
      )}
      <div className="flex min-h-0 flex-1 divide-x divide-line-strong">
        {shown.map(({ key, content }) => (
          <div key={key} className="@container relative flex min-w-0 flex-1 flex-col">
            {content}
          </div>
        ))}
      </div>
    </main>
  );
}

/** Room for two terminals. */
const WIDE = '(width >= 56rem)';

const useIsWide = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(WIDE).matches,
  );
