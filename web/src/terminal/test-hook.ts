import type { AttachedTerminal } from './attached-terminal.ts';

/**
 * For tests in a real browser, which cannot read a canvas. Read-only; gives away nothing that is not on the page.
 *
 * `window.droverTerminal`, of the terminal that was opened last:
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

/** Of all terminals on the page, in the order in which they were opened. */
const hooks: TestHook[] = [];

/** Returns how to take it away again. */
export function exposeForTests({ terminal, attachment }: AttachedTerminal): () => void {
  const hook: TestHook = {
    text: () => terminal.text(),
    size: () => terminal.size,
    offset: () => attachment.position?.offset ?? null,
    state: () => attachment.view.phase.kind,
    controls: () => attachment.view.control.mine,
  };
  hooks.push(Object.freeze(hook));
  showLast();
  return () => {
    hooks.splice(hooks.indexOf(hook), 1);
    showLast();
  };
}

function showLast(): void {
  const last = hooks.at(-1);
  if (last) window.droverTerminal = last;
  else delete window.droverTerminal;
}
