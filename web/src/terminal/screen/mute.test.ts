import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { muteQueries } from './mute.ts';

const QUERIES: [name: string, sequence: string][] = [
  ['DA1', '\x1b[c'],
  ['DA1 with 0', '\x1b[0c'],
  ['DECID', '\x1bZ'],
  ['DA2', '\x1b[>c'],
  ['DA3', '\x1b[=c'],
  ['DSR', '\x1b[5n'],
  ['CPR', '\x1b[6n'],
  ['DECXCPR', '\x1b[?6n'],
  ['printer status', '\x1b[?15n'],
  ['colour scheme', '\x1b[?996n'],
  ['DECRQM', '\x1b[?2004$p'],
  ['DECRQM of an ANSI mode', '\x1b[4$p'],
  ['DECREQTPARM', '\x1b[x'],
  ['XTVERSION', '\x1b[>0q'],
  ['keyboard protocol', '\x1b[?u'],
  ['DECRQSS of SGR', '\x1bP$qm\x1b\\'],
  ['DECRQSS of margins', '\x1bP$qr\x1b\\'],
  ['DECRQSS of the cursor', '\x1bP$q q\x1b\\'],
  ['XTGETTCAP', '\x1bP+q544e\x1b\\'],
  ['window state', '\x1b[11t'],
  ['window size in pixels', '\x1b[14t'],
  ['cell size in pixels', '\x1b[16t'],
  ['size in cells', '\x1b[18t'],
  ['window title', '\x1b[21t'],
  ['palette colour', '\x1b]4;1;?\x07'],
  ['palette colours, one of them asked for', '\x1b]4;1;#ff0000;2;?\x1b\\'],
  ['foreground', '\x1b]10;?\x07'],
  ['foreground and background', '\x1b]10;?;?\x1b\\'],
  ['background', '\x1b]11;?\x07'],
  ['cursor colour', '\x1b]12;?\x07'],
];

const WINDOW_OPTIONS = {
  getWinState: true,
  getWinSizePixels: true,
  getCellSizePixels: true,
  getWinSizeChars: true,
  getWinTitle: true,
  setWinSizeChars: true,
};

function openTerminal() {
  const terminal = new Terminal({
    cols: 80,
    rows: 24,
    allowProposedApi: true,
    windowOptions: WINDOW_OPTIONS,
  });
  const answers: string[] = [];
  terminal.onData((data) => answers.push(data));
  terminal.onBinary((data) => answers.push(data));
  const write = (data: string) => new Promise<void>((done) => terminal.write(data, done));
  return { terminal, answers, write };
}

describe('a viewer', () => {
  it.each(QUERIES)('[F48] answers no %s', async (_, sequence) => {
    const { terminal, answers, write } = openTerminal();
    muteQueries(terminal.parser);
    await write(sequence.repeat(100));
    expect(answers).toEqual([]);
  });

  it('[F48] would have answered without being muted', async () => {
    const { answers, write } = openTerminal();
    for (const [, sequence] of QUERIES) await write(sequence);
    expect(answers.length).toBeGreaterThan(8);
  });

  it('[F49] is not resized by CSI 8 t', async () => {
    const { terminal, write } = openTerminal();
    muteQueries(terminal.parser);
    await write('\x1b[8;10;20t');
    expect([terminal.cols, terminal.rows]).toEqual([80, 24]);
  });

  it('still draws what stands between the queries', async () => {
    const { terminal, write } = openTerminal();
    muteQueries(terminal.parser);
    await write('a\x1b[6nb\x1b[?2004$pc\x1b]11;?\x07d\x1bP$qm\x1b\\e\x1b]4;1;#ff0000\x07f');
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('abcdef');
  });
});
