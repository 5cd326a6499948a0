/** Speed lost per millisecond after the finger has left; the feel of a phone's own lists. */
const FRICTION_PER_MS = 0.0025;
const MIN_SPEED_PX_PER_MS = 0.02;
const MIN_DRAG_PX = 8;

type Point = { x: number; y: number };

/**
 * Scrolls by finger, with momentum: first the area, where the screen is larger than it, then the terminal. That is
 * told by wheel events, so a finger does what a wheel does: scroll back, or tell the program.
 * Returns how to stop.
 */
export function scrollByTouch(area: HTMLElement, target: () => Element | null): () => void {
  const stop = new AbortController();
  let last: (Point & { at: number }) | null = null;
  let dragging = false;
  let speed: Point = { x: 0, y: 0 };
  let glide = 0;

  const move = ({ x, y }: Point) => {
    const before = area.scrollTop;
    area.scrollBy(x, y);
    const rest = y - (area.scrollTop - before);
    if (Math.abs(rest) >= 1) target()?.dispatchEvent(wheelEvent(rest, last ?? { x: 0, y: 0 }));
  };

  const glideOn = (previous: number) => {
    glide = requestAnimationFrame((now) => {
      const elapsed = now - previous;
      const keep = Math.max(0, 1 - FRICTION_PER_MS * elapsed);
      speed = { x: speed.x * keep, y: speed.y * keep };
      if (Math.hypot(speed.x, speed.y) < MIN_SPEED_PX_PER_MS) return;
      move({ x: speed.x * elapsed, y: speed.y * elapsed });
      glideOn(now);
    });
  };

  const started = (event: TouchEvent) => {
    cancelAnimationFrame(glide);
    dragging = false;
    speed = { x: 0, y: 0 };
    last = event.touches.length === 1 ? positionOf(event) : null;
  };

  const moved = (event: TouchEvent) => {
    if (!last || event.touches.length !== 1) return;
    const next = positionOf(event);
    const by = { x: last.x - next.x, y: last.y - next.y };
    if (!dragging && Math.hypot(by.x, by.y) < MIN_DRAG_PX) return;
    dragging = true;
    event.preventDefault();
    const elapsed = Math.max(1, next.at - last.at);
    speed = { x: mix(speed.x, by.x / elapsed), y: mix(speed.y, by.y / elapsed) };
    last = next;
    move(by);
  };

  const ended = () => {
    if (dragging && !matchMedia('(prefers-reduced-motion: reduce)').matches) glideOn(performance.now());
    dragging = false;
  };

  area.addEventListener('touchstart', started, { signal: stop.signal, passive: true });
  area.addEventListener('touchmove', moved, { signal: stop.signal, passive: false });
  area.addEventListener('touchend', ended, { signal: stop.signal });
  area.addEventListener('touchcancel', ended, { signal: stop.signal });
  return () => {
    stop.abort();
    cancelAnimationFrame(glide);
  };
}

/** Evens out the jitter of single moves. */
const mix = (before: number, now: number) => before * 0.6 + now * 0.4;

function positionOf(event: TouchEvent): Point & { at: number } {
  const touch = event.touches[0];
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0, at: event.timeStamp };
}

const wheelEvent = (deltaY: number, { x, y }: Point) =>
  new WheelEvent('wheel', { deltaY, clientX: x, clientY: y, bubbles: true, cancelable: true });
