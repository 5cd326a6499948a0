import { useSyncExternalStore } from 'react';

/** What of the page is in sight, in CSS pixels: less than the window while a phone's keyboard is open. */
export type VisibleArea = { top: number; height: number };

let area: VisibleArea = measure();

export const useVisualViewport = (): VisibleArea => useSyncExternalStore(subscribe, () => area);

function subscribe(listener: () => void): () => void {
  const update = () => {
    const next = measure();
    if (next.top === area.top && next.height === area.height) return;
    area = next;
    listener();
  };
  const { visualViewport } = window;
  visualViewport?.addEventListener('resize', update);
  visualViewport?.addEventListener('scroll', update);
  window.addEventListener('resize', update);
  update();
  return () => {
    visualViewport?.removeEventListener('resize', update);
    visualViewport?.removeEventListener('scroll', update);
    window.removeEventListener('resize', update);
  };
}

function measure(): VisibleArea {
  const { visualViewport } = window;
  return { top: visualViewport?.offsetTop ?? 0, height: visualViewport?.height ?? window.innerHeight };
}
