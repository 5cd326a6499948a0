import type { AttachedTerminal } from './attached-terminal.ts';

/**
 * For tests in a real browser, which cannot read a canvas. Read-only; gives away nothing that is not on the page.
 *
 * `window.droverTerminal`:
 * - `text()`: the lines in sight, trailing blanks cut
 * - `size()`: `{ cols, rows }` of the terminal
 * - `offset()`: bytes of the session's output handed to the terminal so far; null while it holds none
 * - `state()`: kind of the attachment's phase, such as `live` (see `attachment/phase.ts`)
 * - `controls()`: whether this viewer is the controller
 */
type TestHook = {
  text(): string[];
  size(): { cols: number; rows: number };
  offset(): number | null;
  state(): string;
  controls(): boolean;
};

declare global {
  interface Window {
    droverTerminal?: TestHook;
  }
}

/** Returns how to take it away again. */
export function exposeForTests({ terminal, attachment }: AttachedTerminal): () => void {
  const hook: TestHook = {
    text: () => terminal.text(),
    size: () => terminal.size,
    offset: () => attachment.position?.offset ?? null,
    state: () => attachment.view.phase.kind,
    controls: () => attachment.view.control.mine,
  };
  window.droverTerminal = Object.freeze(hook);
  return () => {
    if (window.droverTerminal === hook) delete window.droverTerminal;
  };
}
