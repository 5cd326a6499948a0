import { Terminal } from '@xterm/headless';
import { expect, it } from 'vitest';
import { guardEraseAbove } from './erase-above.ts';

it('A terminal goes on after all above was erased from its last cell, where xterm.js alone throws', async () => {
  const terminal = new Terminal({ allowProposedApi: true, cols: 20, rows: 4 });
  guardEraseAbove(terminal);
  const text = 'gone\x1b[4;20H\x1b[1Jx\x1b[4;20H\x1b[?1J\x1b[1;1Hthere';
  await new Promise<void>((parsed) => terminal.write(text, parsed));
  const lines = [0, 1, 2, 3].map((y) => terminal.buffer.active.getLine(y)?.translateToString(true));
  expect(lines).toEqual(['there', '', '', '']);
});
