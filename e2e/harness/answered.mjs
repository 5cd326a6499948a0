/**
 * Shows what its terminal answers: `answered.mjs <text>` prints the text and a query of the device attributes, and when
 * that one is answered, all answers so far.
 */
const DEVICE_ATTRIBUTES = '\x1b[c';
const ITS_ANSWER = /␛\[\?[\d;]+c/;

let input = '';
process.stdin.setRawMode(true);
process.stdin.on('data', (chunk) => {
  input += chunk.toString('latin1').replaceAll('\x1b', '␛');
  if (!ITS_ANSWER.test(input)) return;
  process.stdout.write(`answered: ${input}\r\n`);
  process.exit(0);
});
process.stdout.write((process.argv[2] ?? '') + DEVICE_ATTRIBUTES);
