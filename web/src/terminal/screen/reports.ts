const CSI = '\x1b[';
const AFTER_CSI = /^(?:M[\s\S]{3}|<\d+;\d+;\d+[Mm]|\d+;\d+;\d+M)$/;

export const FOCUS_IN = '\x1b[I';
export const FOCUS_OUT = '\x1b[O';

/** What xterm.js emits that no person typed: where the mouse is. */
export const isMouseReport = (data: string): boolean =>
  data.startsWith(CSI) && AFTER_CSI.test(data.slice(CSI.length));

/** xterm.js also emits these when a program merely asks to be told; we tell them ourselves, when focus changes. */
export const isFocusReport = (data: string): boolean => data === FOCUS_IN || data === FOCUS_OUT;
