import { fitting } from '../fitting.ts';

/** Where the part of another file begins: no line of a file's text does, as each has a sign before it. */
const BORDER = /^(?=diff --(?:git|cc) )/m;

export type Patch = { text: string; isCut: boolean };

/** The whole files of a patch that fit, both as text and as the JSON of a message. The last one of a cut output is none. */
export function wholeFiles(
  output: string,
  wasCut: boolean,
  max: { chars: number; jsonBytes: number },
): Patch {
  const files = output.split(BORDER);
  const whole = wasCut ? files.slice(0, -1) : files;
  let room = max.chars;
  const short = whole.filter((file) => {
    if (file.length > room) return false;
    room -= file.length;
    return true;
  });
  const kept = fitting(short, max.jsonBytes);
  return { text: kept.join(''), isCut: kept.length < files.length };
}
