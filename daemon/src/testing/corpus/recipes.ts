import type { Size } from '@drover/protocol';

/** Waits until the text is on the screen and nothing more comes, then takes the new size, then types. */
export type Step = { until?: string; size?: Size; keys?: string };

/** How a stream is recorded. The program runs in a folder with the files of `programs` and those given here. */
export type Recipe = { command: string[]; size: Size; files?: Record<string, string>; steps: Step[] };

const SIZE = { cols: 80, rows: 24 };
const WIDE = { cols: 104, rows: 30 };
const NARROW = { cols: 61, rows: 17 };

const press = (x: number, y: number, button = 0) => `\x1b[<${button};${x};${y}M\x1b[<${button};${x};${y}m`;

const VIMRC = 'syntax on\nset number mouse=a hidden\nset statusline=%f\\ %l,%c laststatus=2\n';
const TMUX_CONF = [
  'set -g default-terminal "tmux-256color"',
  'set -g mouse on',
  'set -g status-right "#{=21:pane_title} orchard"',
  'set -g set-titles on',
  'set -g set-titles-string "#S: #W"',
  'set -ga terminal-overrides ",xterm-256color:Tc"',
].join('\n');
const FRUIT = Array.from(
  { length: 300 },
  (_, i) => `${i + 1} ${['apple', 'pear', 'plum', 'quince', 'りんご'][i % 5]} ${'·'.repeat(i % 97)}|`,
).join('\n');

const sh = (script: string) => ['sh', '-c', script];

export const RECIPES: Record<string, Recipe> = {
  vim: {
    command: ['vim', '-u', 'vimrc', '-i', 'NONE', '-n', 'orchard.py'],
    size: SIZE,
    files: { vimrc: VIMRC, 'fruit.txt': FRUIT },
    steps: [
      { until: 'class Orchard', keys: 'Go# 桜 cherries: late é\x1b' },
      { until: 'cherries', keys: 'ggOimport sys\r\rRIPE = True\x1b' },
      { until: 'RIPE', keys: '3jdd2jddP5Gyyp' },
      { keys: ':vsplit fruit.txt\r' },
      { until: 'fruit.txt', keys: ':split\r\x04\x04\x04' },
      { keys: '/quince\r' },
      { until: 'quince', keys: 'ggdd5ddjjjjp' },
      { size: WIDE },
      { keys: '\x17w\x17wVjjj' },
      { keys: '\x1b:%s/tree/baum/g\r' },
      { until: 'baum', keys: 'u' },
      { size: NARROW, keys: '\x17=' },
      { keys: 'ggvG' },
      { keys: '\x1biabc\x16u00e9\x1b' },
      { keys: ':set nowrap list\r' },
      { keys: ':qa!\r' },
    ],
  },
  htop: {
    command: ['htop', '--delay=5'],
    size: WIDE,
    steps: [
      { until: 'F10', keys: 't' },
      { keys: '\x1bOR' },
      { keys: 'ht\x1b' },
      { size: SIZE },
      { until: 'Tasks', keys: 'u' },
      { keys: '\x1b' },
      { keys: press(30, 8) },
      { keys: '\x1bOQ' },
      { until: 'Categories', keys: '\x1b[B\x1b[B' },
      { keys: '\x1b' },
      { keys: 'q' },
    ],
  },
  less: {
    command: sh('less -R --mouse -j5 fruit.txt; less -S orchard.py'),
    size: SIZE,
    files: { 'fruit.txt': FRUIT },
    steps: [
      { until: '1 apple', keys: ' ' },
      { keys: '/quince\r' },
      { until: 'quince', keys: 'nnN' },
      { keys: 'kkkkk' },
      { size: NARROW },
      { keys: 'G' },
      { until: '300', keys: 'bb' },
      { size: WIDE },
      { keys: '\x1b[<65;10;10M\x1b[<65;10;10M' },
      { keys: '?apple\r' },
      { keys: 'g' },
      { keys: 'q' },
      { until: 'Orchard', keys: '\x1b[C\x1b[C' },
      { keys: '&def\r' },
      { keys: 'q' },
    ],
  },
  mc: {
    command: ['mc', '-u'],
    size: SIZE,
    files: { 'fruit.txt': FRUIT },
    steps: [
      { until: '10Quit', keys: press(10, 6) },
      { keys: press(50, 5) },
      { keys: '\t\x1bOB\x1bOB\x1bOB' },
      { keys: press(20, 24) },
      { until: 'UnWrap', keys: '\x1b[6~\x1b[6~' },
      { size: WIDE },
      { until: 'UnWrap', keys: '\x1b0' },
      { until: 'PullDn', keys: '\x1b9' },
      { keys: '\x1bOC\x1bOB\x1bOB' },
      { keys: '\x1b\x1b' },
      { keys: '\x1b7' },
      { until: 'Create', keys: 'cider\r' },
      { until: 'cider', keys: '\x0f' },
      { keys: '\x0f' },
      { until: 'PullDn', size: SIZE },
      { until: 'PullDn', keys: '\x1b0' },
    ],
  },
  tmux: {
    command: ['tmux', '-f', 'tmux.conf', '-L', 'orchard'],
    size: SIZE,
    files: { 'tmux.conf': TMUX_CONF, vimrc: VIMRC },
    steps: [
      { until: '[0]', keys: 'PS1="ada@atlas$ "; ls --color=always\r' },
      { until: 'orchard.py', keys: '\x02%' },
      { keys: 'vim -u vimrc -i NONE -n orchard.py\r' },
      { until: '1,1', keys: '\x02"' },
      { keys: 'node spinner.mjs\r' },
      { until: 'done', keys: 'cat glyphs.txt\r' },
      { until: 'joined', keys: press(10, 5) },
      { keys: 'seq 60\r' },
      { until: '60', keys: '\x02[\x1b[5~\x1b[5~' },
      { keys: 'q' },
      { size: WIDE },
      { keys: '\x02z' },
      { keys: 'printf "\\033[44mband\\033[K\\033[m\\n"\r' },
      { until: 'band', keys: '\x02z' },
      { keys: '\x02c' },
      { keys: 'printf "\\033]2;cellar\\033\\\\"; node truecolor.mjs\r' },
      { until: 'coloured', keys: '\x02w' },
      { keys: 'q' },
      { size: NARROW },
      { keys: '\x02\x0c' },
      { keys: '\x02:' },
      { until: ':', keys: 'kill-server\r' },
    ],
  },
  bash: {
    command: ['bash', '--norc', '--noprofile'],
    size: SIZE,
    files: { 'fruit.txt': FRUIT },
    steps: [
      { until: '$', keys: 'ls --color=always --hyperlink=always -l\r' },
      { until: 'orchard.py', keys: 'cat gly\t\r' },
      { until: 'plane', keys: `echo ${'a long line that wraps '.repeat(6)}` },
      { keys: '\x01# \x05 end\x1b[D\x1b[D\x17' },
      { size: NARROW },
      { keys: '\r' },
      { keys: 'tail -40 fruit.txt\r' },
      { until: '300', size: WIDE },
      { keys: '\x12cat' },
      { keys: '\x07\x15' },
      { keys: 'printf "\\033]0;orchard\\a\\033[5 q\\033[?1h\\033="\r' },
      { keys: 'clear\r' },
      { keys: 'tail -5 fruit.txt | grep --color=always le\r' },
      { keys: 'exit\r' },
    ],
  },
  vttest: {
    command: ['vttest'],
    size: SIZE,
    steps: [
      { until: 'Enter choice', keys: '1\r' },
      ...Array.from({ length: 6 }, () => ({ until: '', keys: '\r' })),
      { until: 'Enter choice', keys: '2\r' },
      ...Array.from({ length: 15 }, () => ({ until: '', keys: '\r' })),
      { until: 'Enter choice', keys: '8\r' },
      ...Array.from({ length: 24 }, () => ({ until: '', keys: '\r' })),
      { until: 'Enter choice', keys: '0\r' },
    ],
  },
  truecolor: { command: ['node', 'truecolor.mjs'], size: SIZE, steps: [] },
  glyphs: {
    command: sh('cat glyphs.txt; read _; cat glyphs.txt'),
    size: { cols: 37, rows: 14 },
    steps: [{ until: 'plane', size: { cols: 54, rows: 11 }, keys: '\r' }],
  },
  ink: {
    command: ['node', 'spinner.mjs'],
    size: SIZE,
    steps: [],
  },
  sixel: {
    command: sh(
      'printf "before\\n"; node picture.mjs > p.ppm; img2sixel -w 80 p.ppm; img2sixel -p 8 -w 120 p.ppm; printf "after\\n"',
    ),
    size: SIZE,
    steps: [],
  },
  chafa: {
    command: sh(
      'node picture.mjs > p.ppm; chafa -s 60x18 p.ppm; chafa -f sixel -s 20x8 p.ppm; chafa -c 16 -s 40x12 p.ppm',
    ),
    size: SIZE,
    steps: [],
  },
};
