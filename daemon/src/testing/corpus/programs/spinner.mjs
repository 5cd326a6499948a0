// Draws as Ink does: erases the lines of the last frame from the bottom up, and writes the next, with output that
// stays above it.
const erase = (lines) => `\x1b[2K${'\x1b[1A\x1b[2K'.repeat(lines)}\x1b[G`;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const WORDS = ['Pruning', 'Grafting', 'Watering 🌱', '収穫', 'Pressing'];

function frame(step) {
  const inner = (process.stdout.columns ?? 80) - 2;
  const words = WORDS.slice(0, (step % WORDS.length) + 1).map(
    (word) => `\x1b[3${step % 8}m✔\x1b[39m ${word}`,
  );
  const status = `\x1b[1m${SPINNER[step % SPINNER.length]}\x1b[22m \x1b[38;2;215;119;87mstep ${step}\x1b[39m \x1b[2m(esc to stop)\x1b[22m`;
  return [
    ...words,
    status,
    `╭${'─'.repeat(inner)}╮`,
    `│ > ${' '.repeat(inner - 3)}│`,
    `╰${'─'.repeat(inner)}╯`,
  ];
}

process.stdout.write('\x1b[?25l\x1b[?2004h\x1b]0;⠋ orchard\x07');
let drawn = 0;
for (let step = 0; step < 40; step++) {
  const lines = frame(step);
  const kept =
    step % 6 === 5
      ? `● kept line ${step}: ${'the quick brown fox jumps over the lazy dog '.repeat(3)}\n`
      : '';
  process.stdout.write(`\x1b[?2026h${drawn ? erase(drawn) : ''}${kept}${lines.join('\n')}\n\x1b[?2026l`);
  drawn = lines.length;
  await new Promise((resolve) => setTimeout(resolve, 25));
}
process.stdout.write('\x1b[?25h\x1b[?2004l\x1b]0;\x07done\n');
