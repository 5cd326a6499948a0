/** Functions that run in the terminal page, where nothing else of this file is known. */

/**
 * Milliseconds from when a line was printed until the frame that shows it was drawn, for so many lines that each say
 * when they were printed.
 */
export async function timeGlyphs(count: number): Promise<number[]> {
  const newest = () => globalThis.droverTerminal?.text().findLast((line) => /^\d+\.\d+$/.test(line));
  const nextFrame = () =>
    new Promise<string | undefined>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      requestAnimationFrame(() => {
        const line = newest(); // the terminal draws it in this frame, and the message comes after that
        port1.onmessage = () => resolve(line);
        port2.postMessage(null);
      });
    });
  const times: number[] = [];
  for (let last = await nextFrame(); times.length < count; ) {
    const line = await nextFrame();
    if (line !== last) times.push(performance.timeOrigin + performance.now() - Number(line) * 1_000);
    last = line;
  }
  return times;
}

/** Milliseconds from any moment until a frame was drawn: what a page that has nothing to do needs. */
export async function timeEmptyFrames(count: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 20));
    const started = performance.now();
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      requestAnimationFrame(() => port2.postMessage(null));
    });
    times.push(performance.now() - started);
  }
  return times;
}

/** All in milliseconds, but the output that was drawn. */
export type Smoothness = { frames: number[]; longTasks: number[]; bytes: number };

/** How smooth the page is for a while: times between frames, and tasks of more than 50 ms. */
export async function smoothness(ms: number): Promise<Smoothness> {
  let offset = globalThis.droverTerminal?.offset() ?? 0;
  const from = offset;
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map((entry) => entry.duration)),
  );
  observer.observe({ entryTypes: ['longtask'] });
  const frames: number[] = [];
  const started = performance.now();
  for (let last = started; last - started < ms; ) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    frames.push(now - last);
    last = now;
    offset = globalThis.droverTerminal?.offset() ?? offset; // none in the middle of a reset
  }
  observer.disconnect();
  return { frames: frames.slice(1), longTasks, bytes: offset - from };
}
