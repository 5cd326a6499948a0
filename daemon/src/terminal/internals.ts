import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

/**
 * What a snapshot needs of xterm.js and its public API does not give. Pinned to @xterm/headless 6.0.0; all reaching
 * inside happens here. Names are xterm's own (src/common/InputHandler.ts, src/common/buffer/Types.ts).
 */
export type Attributes = Omit<IBufferCell, 'getChars' | 'getCode' | 'getWidth'> & {
  fg: number;
  bg: number;
  hasExtendedAttrs(): number;
  isProtected(): number;
  extended: { _ext: number; urlId: number };
};

/** Public cells are the internal ones. */
export const attributesOf = (cell: IBufferCell): Attributes => cell as unknown as Attributes;

/** One of both screens: where its cursor is and was saved, and what scrolls. Rows count from its top. */
export type ScreenBuffer = {
  lines: { length: number; get(y: number): IBufferLine | undefined };
  ybase: number;
  x: number;
  y: number;
  scrollTop: number;
  scrollBottom: number;
  /** Columns at which a tab stops. */
  tabs: Record<number, boolean | undefined>;
  savedX: number;
  /** Counted from the first line of the scrollback. */
  savedY: number;
  savedCurAttrData: Attributes;
  savedCharset: Charset;
};

/** Translations of characters; undefined where there are none. */
export type Charset = Record<string, string> | undefined;

/** Of all modes, those that decide what a terminal shows or sends; in xterm's names. */
export type Modes = {
  insertMode: boolean;
  convertEol: boolean;
  blinkOption: boolean;
  cursorHidden: boolean;
  mouseProtocol: 'NONE' | 'X10' | 'VT200' | 'DRAG' | 'ANY';
  mouseEncoding: 'DEFAULT' | 'SGR' | 'SGR_PIXELS';
  applicationCursorKeys: boolean;
  applicationKeypad: boolean;
  bracketedPasteMode: boolean;
  cursorBlink: boolean | undefined;
  cursorStyle: 'block' | 'underline' | 'bar' | undefined;
  origin: boolean;
  reverseWraparound: boolean;
  sendFocus: boolean;
  synchronizedOutput: boolean;
  wraparound: boolean;
};

export type Internals = {
  /** 0 is the ground state: no escape sequence is open. */
  parserState: number;
  /** Not 0 when the next character may join the last one printed. */
  joinState: number;
  attributes: Attributes;
  normal: ScreenBuffer;
  alternate: ScreenBuffer;
  active: ScreenBuffer;
  /** `current` is that of `level`, until a restored cursor brings its own. */
  charsets: { level: number; current: Charset; sets: Charset[] };
  modes: Modes;
  linkOf: LinkLookup;
};

export type LinkLookup = (urlId: number) => { id?: string; uri: string } | undefined;

export function internalsOf(terminal: Terminal): Internals {
  const core = Reflect.get(terminal, '_core');
  const input = core._inputHandler;
  const { normal, alt, active } = core._bufferService.buffers;
  return {
    parserState: input._parser.currentState,
    joinState: input._parser.precedingJoinState,
    attributes: input._curAttrData,
    normal,
    alternate: alt,
    active,
    charsets: {
      level: core._charsetService.glevel,
      current: core._charsetService.charset,
      sets: core._charsetService._charsets,
    },
    modes: {
      ...core.coreService.decPrivateModes,
      ...core.coreService.modes,
      cursorHidden: core.coreService.isCursorHidden,
      convertEol: core.options.convertEol,
      blinkOption: core.options.cursorBlink,
      mouseProtocol: core.coreMouseService.activeProtocol,
      mouseEncoding: core.coreMouseService.activeEncoding,
    },
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
