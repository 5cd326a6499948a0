import { WebglAddon } from '@xterm/addon-webgl';
import type { IDisposable, Terminal } from '@xterm/xterm';

const NOTHING: IDisposable = { dispose: () => {} };

/**
 * Draws with WebGL where a GPU does it, and goes back to drawing with DOM elements where none does or it stops to.
 * A browser grants a page about 16 contexts, so a context is given back at once and not when it is collected.
 */
export function drawWithWebgl(terminal: Terminal): IDisposable {
  if (!hasGpu()) return NOTHING;
  const addon = new WebglAddon();
  const dispose = () => {
    const canvases = [...(terminal.element?.querySelectorAll('canvas') ?? [])];
    addon.dispose();
    for (const canvas of canvases) giveBack(canvas.getContext('webgl2'));
  };
  try {
    addon.onContextLoss(dispose);
    terminal.loadAddon(addon);
  } catch {
    addon.dispose();
    return NOTHING;
  }
  return { dispose };
}

/** Renderers that are no GPU. With them a frame takes a tenth of a second, in which nothing is parsed. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;

function hasGpu(): boolean {
  const probe = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!probe) return false;
  const names = probe.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = probe.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? probe.RENDERER);
  giveBack(probe);
  return !SOFTWARE.test(String(renderer));
}

const giveBack = (context: WebGL2RenderingContext | null) =>
  context?.getExtension('WEBGL_lose_context')?.loseContext();
