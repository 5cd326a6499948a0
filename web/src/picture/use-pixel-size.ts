import { type RefObject, useEffect, useState } from 'react';

export type PixelSize = { width: number; height: number };

/** An element's size in device pixels while it is near the visible part of the page; null elsewhere. */
export function usePixelSize(ref: RefObject<HTMLElement | null>): PixelSize | null {
  const [size, setSize] = useState<PixelSize | null>(null);
  const [near, setNear] = useState(false);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const resizes = new ResizeObserver(([entry]) => entry && setSize(deviceSize(entry)));
    const sight = new IntersectionObserver(([entry]) => entry && setNear(entry.isIntersecting), {
      rootMargin: '200px',
    });
    resizes.observe(element);
    sight.observe(element);
    return () => {
      resizes.disconnect();
      sight.disconnect();
    };
  }, [ref]);

  return near ? size : null;
}

function deviceSize({ contentRect }: ResizeObserverEntry): PixelSize | null {
  const ratio = window.devicePixelRatio;
  const width = Math.round(contentRect.width * ratio);
  const height = Math.round(contentRect.height * ratio);
  return width > 0 && height > 0 ? { width, height } : null;
}
