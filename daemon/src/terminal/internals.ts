import type { Terminal } from '@xterm/headless';

/**
 * What a snapshot needs of xterm.js and its public API does not give. Pinned to @xterm/headless 6.0.0; all reaching
 * inside happens here. Names are xterm's own (src/common/InputHandler.ts, src/common/buffer/Types.ts).
 */
export type Attributes = {
  isBold(): number;
  isDim(): number;
  isItalic(): number;
  isUnderline(): number;
  isBlink(): number;
  isInverse(): number;
  isInvisible(): number;
  isStrikethrough(): number;
  isOverline(): number;
  isFgRGB(): boolean;
  isFgPalette(): boolean;
  getFgColor(): number;
  isBgRGB(): boolean;
  isBgPalette(): boolean;
  getBgColor(): number;
};

type Charset = Record<string, string> | undefined;

type ActiveBuffer = {
  ybase: number;
  x: number;
  y: number;
  scrollTop: number;
  scrollBottom: number;
  savedX: number;
  savedY: number;
  savedCurAttrData: Attributes;
};

export type Internals = {
  /** 0 is the ground state: no escape sequence is open. */
  parserState: number;
  /** Not 0 when the next character may join the last one printed. */
  joinState: number;
  attributes: Attributes;
  buffer: ActiveBuffer;
  charsets: { active: number; sets: Charset[] };
};

export function internalsOf(terminal: Terminal): Internals {
  const core = Reflect.get(terminal, '_core');
  const parser = core._inputHandler._parser;
  return {
    parserState: parser.currentState,
    joinState: parser.precedingJoinState,
    attributes: core._inputHandler._curAttrData,
    buffer: core._bufferService.buffer,
    charsets: { active: core._charsetService.glevel, sets: core._charsetService._charsets },
  };
}
