/**
 * Asks its terminal: `asker.mjs <count>` prints so many queries of each kind, one last of another kind, and when that
 * one is answered, how many answers of each kind it got.
 */
const count = Number(process.argv[2]);
const QUERIES = {
  da1: ['\x1b[c', /␛\[\?[\d;]+c/g],
  dsr: ['\x1b[5n', /␛\[0n/g],
  decrqm: ['\x1b[?2004$p', /␛\[\?2004;\d\$y/g],
  background: ['\x1b]11;?\x1b\\', /␛\]11;rgb:[\da-f/]+␛\\/g],
};
const LAST = ['\x1b[18t', /␛\[8;\d+;\d+t/];

let input = '';
process.stdin.setRawMode(true);
process.stdin.on('data', (chunk) => {
  input += chunk.toString('latin1').replaceAll('\x1b', '␛');
  if (!LAST[1].test(input)) return;
  const counts = Object.entries(QUERIES).map(
    ([name, [, answer]]) => `${name}=${input.match(answer)?.length ?? 0}`,
  );
  process.stdout.write(`\r\nanswers: ${counts.join(' ')}\r\n`);
  process.exit(0);
});
for (const [query] of Object.values(QUERIES)) process.stdout.write(query.repeat(count));
process.stdout.write(LAST[0]);
