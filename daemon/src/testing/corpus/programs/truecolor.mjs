// Bands of 24-bit colour, as foreground and background, with all that SGR can add.
const { columns = 80 } = process.stdout;
const wave = (x, phase) => Math.round(127 + 127 * Math.sin((x / columns) * 2 * Math.PI + phase));
const rgb = (x) => [wave(x, 0), wave(x, 2.1), wave(x, 4.2)];

function band(cell) {
  return `${Array.from({ length: columns }, (_, x) => cell(x)).join('')}\x1b[m\n`;
}

process.stdout.write(band((x) => `\x1b[48;2;${rgb(x).join(';')}m `));
process.stdout.write(band((x) => `\x1b[38:2::${rgb(x).join(':')}m█`));
process.stdout.write(band((x) => `\x1b[38;2;${rgb(x).join(';')};48;2;${rgb(columns - x).join(';')}m▀`));
process.stdout.write(band((x) => `\x1b[48;5;${16 + (x % 216)}m `));
process.stdout.write(band((x) => `\x1b[38;5;${232 + (x % 24)}m▒`));
for (const style of [
  '1',
  '2',
  '1;2',
  '3',
  '4',
  '4:2',
  '4:3',
  '4:4',
  '4:5',
  '5',
  '7',
  '8',
  '9',
  '53',
  '3;7;9',
]) {
  process.stdout.write(
    `\x1b[${style};58:2::200:80:40mSGR ${style}\x1b[0m \x1b[${style};35;103mcoloured\x1b[m  `,
  );
}
process.stdout.write('\n\x1b[44mblue to the edge\x1b[K\n\x1b[7minverse to the edge\x1b[K\x1b[m\n');
