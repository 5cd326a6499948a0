import { WebglAddon } from '@xterm/addon-webgl';
import type { IDisposable, Terminal } from '@xterm/xterm';

/**
 * Draws with WebGL where that works, and goes back to drawing with DOM elements where it does not or stops to.
 * A browser grants a page about 16 contexts, so the context is given back at once and not when it is collected.
 */
export function drawWithWebgl(terminal: Terminal): IDisposable {
  const addon = new WebglAddon();
  const dispose = () => {
    const canvases = [...(terminal.element?.querySelectorAll('canvas') ?? [])];
    addon.dispose();
    for (const canvas of canvases)
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  };
  try {
    addon.onContextLoss(dispose);
    terminal.loadAddon(addon);
  } catch {
    addon.dispose();
    return { dispose: () => {} };
  }
  return { dispose };
}
