/** Terminal streams in which every byte matters: each is fed cut at every place. */
const ESC = '\x1b';

const characters = [
  'ASCII, é ü ß (2 bytes), € ─ 中文字 (3 bytes), 😀🚀 (4 bytes)\r\n',
  'combining: e\u0301 a\u0308o\u0302 n\u0303\u0323 and joined: 👨‍👩‍👧 🏳️‍🌈 👍🏽\r\n',
  `${'wide at the edge '.padEnd(39, '.')}漢字\r\n`,
  'مرحبا עברית ไทย हिन्दी\r\n',
].join('');

const styles = [
  `${ESC}[1mbold${ESC}[22m ${ESC}[2mdim${ESC}[22m ${ESC}[3mitalic${ESC}[23m ${ESC}[4munder${ESC}[24m ${ESC}[7minverse${ESC}[27m\r\n`,
  `${ESC}[1;2;3;4;9mall${ESC}[22;23mless${ESC}[0m ${ESC}[31mred${ESC}[92mbright${ESC}[38;5;208morange${ESC}[48;2;10;20;30mtrue${ESC}[m\r\n`,
  `${ESC}[44mblue to the end${ESC}[K${ESC}[0m\r\n${ESC}[38;2;1;2;3mcolour left on`,
].join('');

const cursors = [
  `${ESC}[2J${ESC}[5;10Hhere${ESC}7${ESC}[1;1Htop${ESC}8back${ESC}[3A${ESC}[2Dup`,
  `${ESC}[3;8r${ESC}[8;1Hscroll\r\ninside\r\nregion${ESC}M${ESC}[L${ESC}[2P${ESC}[r`,
  `${ESC}[4;9r${ESC}[?6h${ESC}[2;3Horigin${ESC}[1;5Hmode`,
].join('');

const edges = `${ESC}[?7h${'x'.repeat(40)}${'y'.repeat(40)}${ESC}[10;1H${'0123456789'.repeat(4)}`;

const strings = [
  `${ESC}]0;a title ✳ with words\x07${ESC}]2;another${ESC}\\`,
  `${ESC}]8;;https://example.org/${ESC}\\link${ESC}]8;;${ESC}\\`,
  `${ESC}P$q"p${ESC}\\${ESC}_Gi=1;AAAA${ESC}\\${ESC}^privacy${ESC}\\${ESC}Xstring${ESC}\\`,
  `${ESC}Pq"1;1;8;6#0;2;0;0;0#0!8~-${ESC}\\after sixel\r\n`,
  `${ESC}[18mcancelled ${ESC}[12\x18cancel ${ESC}[12\x1asub\r\n`,
].join('');

const modes = [
  `${ESC}[?1h${ESC}=${ESC}[?2004h${ESC}[?1002h${ESC}[?1006h${ESC}[?1004h${ESC}[?25l${ESC}[5 q`,
  `${ESC}(0lqqqk${ESC}(B plain ${ESC})0\x0exqx\x0f done\r\n`,
  `${ESC}[?7lno wrap ${'n'.repeat(60)}${ESC}[?7h\r\n${ESC}[4hinsert${ESC}[3Dmode${ESC}[4l`,
  `${ESC}[?1006l${ESC}[?1003h${ESC}[?25h`,
].join('');

const alternate = [
  `shell prompt $ vim\r\n${ESC}[?1049h${ESC}[22;0;0t${ESC}[1;12r${ESC}[?25l${ESC}[H${ESC}[2J`,
  `${ESC}[1;1H  1 ${ESC}[33mconst${ESC}[m x = ${ESC}[31m'é中'${ESC}[m;${ESC}[2;1H${ESC}[94m~${ESC}[3;1H~${ESC}[m`,
  `${ESC}[12;1H${ESC}[1m-- INSERT --${ESC}[m${ESC}[1;9H${ESC}[?25h${ESC}[6 q`,
].join('');

const back = `${alternate}${ESC}[?1049l${ESC}[23;0;0t${ESC}[r$ back at the prompt`;

/** What Ink-style tools do: erase the lines they drew, and draw them again. */
const erased = `${`${ESC}[2K${ESC}[1A`.repeat(3)}${ESC}[2K${ESC}[G`;
const frames = ['◐', '◓', '◑', '◒', '◐', '◓'].map(
  (spinner, step) =>
    `╭${'─'.repeat(20)}╮\r\n│ ${spinner} step ${step} ⏺${' '.repeat(9)}│\r\n╰${'─'.repeat(20)}╯\r\n> `,
);
const redraws = frames.map((frame) => `${ESC}[?2026h${frame}${ESC}[?2026l`).join(erased);

const scrolling = Array.from(
  { length: 40 },
  (_, i) => `line ${i} ${ESC}[3${i % 8}m${'#'.repeat(i)}${ESC}[m`,
).join('\r\n');

const reset = `${modes}${ESC}[!p soft ${ESC}c hard ${ESC}[?2004h`;

const tabs = `${ESC}[3g${ESC}[1;4H${ESC}H${ESC}[1;13H${ESC}H\r\ta\tb${ESC}[g\r\tc${ESC}[?1049h\td\te${ESC}[?1049l`;

/** Lines that continue the one before, and no longer show it: erased at the edge, moved, or its beginning gone. */
const wrapping = [
  `${'w'.repeat(60)}${ESC}[1;35H${ESC}[K${ESC}[5;1H${ESC}[44m${'blue'.repeat(15)}${ESC}[m${ESC}[1;1H${ESC}[M`,
  `${ESC}[12;1H${ESC}[46m${'scrolled in '.repeat(5)}${ESC}[m${ESC}[5;40H${ESC}[41m${ESC}[K${ESC}[m`,
  `${ESC}[12;1H${'\r\n'.repeat(6)}${ESC}[9;1H${ESC}[45m${'not scrolled in '.repeat(3)}${ESC}[m`,
].join('');

/** The cursor stays about to wrap while its line is erased below it. */
const hanging = `${'h'.repeat(40)}${ESC}[2K${ESC}[42m${ESC}[1Kx\r\n${'i'.repeat(40)}${ESC}[J${ESC}7${ESC}[H${ESC}8`;

const halves = `${ESC}[3;4;31m漢字${ESC}[1;2H${ESC}[7mx${ESC}[m漢\r\n漢字${ESC}[1;35m${ESC}[2;3Hy${ESC}[4h${ESC}[2;2Hz${ESC}[4l`;

const accents = `\u0301alone${ESC}[m\u0302\u0303b\r\n${ESC}[31m\u0308${ESC}[m${'c'.repeat(39)}\u0304\u0305 next`;

const saved = [
  `${ESC}[1;32m${ESC}[2;5H${ESC}7${ESC}[m${ESC}[12;1H${'down\r\n'.repeat(5)}${ESC}(0${ESC}[s${ESC}(B${ESC}[uxq${ESC}(B`,
  `${ESC}[?1049h${ESC}[4m${ESC}[7;7H${ESC}7${ESC}[24m${ESC}[?1049ly${ESC}[?47h${ESC}8z${ESC}[?47l`,
].join('');

const protectedCells = `${ESC}[1"qkept${ESC}[0"q lost${ESC}[1"q${ESC}[?2K${ESC}[?J more${ESC}[2"q`;

const pens = `${ESC}[58;5;9mplain${ESC}[4mred line${ESC}[59m${ESC}[24m${ESC}[38;5;3mindexed${ESC}[33mnamed${ESC}[21mtwo${ESC}[4:3;58:2::1:2:3mcurl`;

const broken = Buffer.concat([
  Buffer.from('invalid: '),
  Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0xe2, 0x82, 0x20, 0xf0, 0x9f, 0x41, 0xc0, 0x80]),
  Buffer.from(' end\r\n'),
]);

export const HANDMADE: Record<string, Buffer> = {
  characters: Buffer.from(characters),
  styles: Buffer.from(styles),
  cursors: Buffer.from(cursors),
  edges: Buffer.from(edges),
  strings: Buffer.from(strings),
  modes: Buffer.from(modes),
  alternate: Buffer.from(alternate),
  back: Buffer.from(back),
  redraws: Buffer.from(redraws),
  scrolling: Buffer.from(scrolling),
  reset: Buffer.from(reset),
  tabs: Buffer.from(tabs),
  wrapping: Buffer.from(wrapping),
  hanging: Buffer.from(hanging),
  halves: Buffer.from(halves),
  accents: Buffer.from(accents),
  saved: Buffer.from(saved),
  protected: Buffer.from(protectedCells),
  pens: Buffer.from(pens),
  broken,
};
