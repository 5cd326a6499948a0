import type { Picture, SessionId } from '@drover/protocol';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { cx } from '../design/cx.ts';
import { TERMINAL_PALETTES } from '../design/terminal-palette.ts';
import { useTheme } from '../design/theme.ts';
import { usePicture } from '../live/use-live.ts';
import { paintPicture } from './paint.ts';
import { usePixelSize } from './use-pixel-size.ts';

export type SessionPictureProps = { sessionId: SessionId; label: string; className?: string };

/** A session's screen, small and live, filling its positioned parent; nothing until the hub has told one. */
export function SessionPicture({ sessionId, label, className }: SessionPictureProps) {
  const picture = usePicture(sessionId);
  const canvas = useRef<HTMLCanvasElement>(null);
  usePainting(canvas, picture);
  return (
    <div className={cx('absolute inset-1.5', !picture && 'invisible', className)}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        data-drawn={picture !== undefined}
        className="block size-full"
      />
    </div>
  );
}

/** Draws only when there is something else to see: another picture, theme, size or font. */
function usePainting(ref: RefObject<HTMLCanvasElement | null>, picture: Picture | undefined): void {
  const theme = useTheme();
  const size = usePixelSize(ref);
  const fontReady = useFontReady();

  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !picture || !size || !fontReady) return;
    canvas.width = size.width;
    canvas.height = size.height;
    paintPicture(context, picture, TERMINAL_PALETTES[theme], monospacedFonts());
  }, [ref, picture, theme, size, fontReady]);
}

const monospacedFonts = () => getComputedStyle(document.documentElement).getPropertyValue('--font-mono');

/** True once the font of the pictures is there, or will not come. */
function useFontReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let left = false;
    const done = () => !left && setReady(true);
    document.fonts.load(`500 12px ${monospacedFonts()}`).then(done, done);
    return () => {
      left = true;
    };
  }, []);
  return ready;
}
