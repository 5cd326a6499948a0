import type { IBufferCell, Terminal } from '@xterm/headless';

/**
 * What a snapshot needs of xterm.js and its public API does not give. Pinned to @xterm/headless 6.0.0; all reaching
 * inside happens here. Names are xterm's own (src/common/InputHandler.ts, src/common/buffer/Types.ts).
 */
export type Attributes = Omit<IBufferCell, 'getChars' | 'getCode' | 'getWidth'> & {
  fg: number;
  hasExtendedAttrs(): number;
  extended: { _ext: number; urlId: number };
  isUnderlineColorDefault(): boolean;
  isUnderlineColorRGB(): boolean;
  isUnderlineColorPalette(): boolean;
  getUnderlineColor(): number;
};

/** Public cells are the internal ones. */
export const attributesOf = (cell: IBufferCell): Attributes => cell as unknown as Attributes;

/** One of both screens: where its cursor is and was saved, and what scrolls. Rows count from its top. */
export type ScreenBuffer = {
  ybase: number;
  x: number;
  y: number;
  scrollTop: number;
  scrollBottom: number;
  savedX: number;
  savedY: number;
  savedCurAttrData: Attributes;
};

type Charset = Record<string, string> | undefined;

export type Internals = {
  /** 0 is the ground state: no escape sequence is open. */
  parserState: number;
  /** Not 0 when the next character may join the last one printed. */
  joinState: number;
  attributes: Attributes;
  normal: ScreenBuffer;
  active: ScreenBuffer;
  charsets: { active: number; sets: Charset[] };
  linkOf: LinkLookup;
};

export type LinkLookup = (urlId: number) => { id?: string; uri: string } | undefined;

export function internalsOf(terminal: Terminal): Internals {
  const core = Reflect.get(terminal, '_core');
  const input = core._inputHandler;
  const buffers = core._bufferService.buffers;
  return {
    parserState: input._parser.currentState,
    joinState: input._parser.precedingJoinState,
    attributes: input._curAttrData,
    normal: buffers.normal,
    active: buffers.active,
    charsets: { active: core._charsetService.glevel, sets: core._charsetService._charsets },
    linkOf: (urlId) => core._oscLinkService.getLinkData(urlId),
  };
}

/** What `CSI 2 J` does, or `CSI ? 2 J`, which spares protected cells. */
export function eraseScreen(terminal: Terminal, sparesProtected: boolean): void {
  Reflect.get(terminal, '_core')._inputHandler.eraseInDisplay({ length: 1, params: [2] }, sparesProtected);
}

/**
 * Parses before it returns. The public `write` lets a millisecond of a timer pass between two pieces, which halves
 * the pace. Safe where no handler of the terminal is asynchronous.
 */
export const parse = (terminal: Terminal, bytes: Uint8Array): void =>
  Reflect.get(terminal, '_core').writeSync(bytes);
