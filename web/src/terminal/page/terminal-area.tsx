import type { ReactNode, RefObject } from 'react';

export type TerminalAreaProps = {
  areaRef: RefObject<HTMLDivElement | null>;
  frameRef: RefObject<HTMLDivElement | null>;
  /** The screen holds what the session shows, or showed last. */
  shown: boolean;
  /** Lies over the terminal. */
  children: ReactNode;
};

/** The room for the terminal. A screen that is larger scrolls; one that is smaller has a quiet frame in the middle. */
export const TerminalArea = ({ areaRef, frameRef, shown, children }: TerminalAreaProps) => (
  <div className="relative min-h-0 flex-1">
    <div
      ref={areaRef}
      className="absolute inset-0 flex touch-none overflow-auto overscroll-none bg-screen has-data-[letterboxed=true]:bg-canvas"
    >
      <div
        ref={frameRef}
        data-letterboxed="false"
        style={{ opacity: shown ? 1 : 0 }}
        className="m-auto size-full shrink-0 overflow-hidden bg-screen p-1.5 pr-0 data-[letterboxed=true]:rounded-md data-[letterboxed=true]:outline data-[letterboxed=true]:outline-line-strong [&_.xterm-viewport]:bg-transparent! [&>.xterm]:h-full"
      />
    </div>
    {children}
  </div>
);
