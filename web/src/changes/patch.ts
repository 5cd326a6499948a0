import { parsePatch, type StructuredPatch } from 'diff';

/** What a patch says of one file. */
export type FilePatch = {
  hunks: StructuredPatch['hunks'];
  binary: boolean;
  /** Whether its end was cut off. */
  cut: boolean;
};

/** Something said about the lines that follow, or about the one before. */
export type WordsRow = { kind: 'hunk' | 'note'; text: string };
/** A line, with its number before and after. */
export type LineRow = {
  kind: 'kept' | 'added' | 'removed';
  old: number | null;
  new: number | null;
  text: string;
};
export type DiffRow = WordsRow | LineRow;

export const isLine = (row: DiffRow): row is LineRow => row.kind !== 'hunk' && row.kind !== 'note';

/** A line inside of a hunk never begins so. */
const FILE_BEGINS = /^(?=diff --git )/m;

/** A unified diff by the path that each file has now, or had when it was deleted. */
export function readPatch(patch: string): ReadonlyMap<string, FilePatch> {
  const files = new Map<string, FilePatch>();
  for (const section of wholeLines(patch).split(FILE_BEGINS)) {
    const parsed = parseSection(section);
    const path = parsed && pathOf(parsed);
    if (path) files.set(path, { hunks: parsed.hunks, binary: isBinary(section), cut: parsed.cut });
  }
  return files;
}

/** A patch that was cut off may end in the middle of a line. */
const wholeLines = (patch: string): string => patch.slice(0, patch.lastIndexOf('\n') + 1);

/** The last section of a patch that was cut off is read as far as its hunks are whole. */
function parseSection(section: string): (StructuredPatch & { cut: boolean }) | undefined {
  const whole = parseOne(section);
  if (whole) return { ...whole, cut: false };
  const hunk = section.lastIndexOf('\n@@ ');
  const rest = hunk < 0 ? undefined : parseSection(section.slice(0, hunk + 1));
  return rest && { ...rest, cut: true };
}

function parseOne(section: string): StructuredPatch | undefined {
  try {
    return parsePatch(section)[0];
  } catch {
    return undefined;
  }
}

/** Git puts `a/` and `b/` before the names. */
function pathOf({ oldFileName, newFileName }: StructuredPatch): string | undefined {
  const name = newFileName && newFileName !== '/dev/null' ? newFileName : oldFileName;
  return name?.replace(/^[ab]\//, '');
}

const isBinary = (section: string): boolean =>
  /^(?:Binary files .* differ|GIT binary patch)$/m.test(section.slice(0, firstHunk(section)));

function firstHunk(section: string): number {
  const hunk = section.indexOf('\n@@ ');
  return hunk < 0 ? section.length : hunk;
}

export const rowCount = ({ hunks }: FilePatch): number =>
  hunks.reduce((sum, { lines }) => sum + 1 + lines.length, 0);

/** The lines of a file's diff, each with its numbers before and after. */
export const rowsOf = ({ hunks }: FilePatch): DiffRow[] =>
  hunks.flatMap((hunk): DiffRow[] => {
    const { oldStart, oldLines, newStart, newLines } = hunk;
    const header = `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`;
    return [{ kind: 'hunk', text: header }, ...linesOf(hunk)];
  });

function linesOf({ lines, oldStart, newStart }: StructuredPatch['hunks'][number]): DiffRow[] {
  let before = oldStart;
  let after = newStart;
  return lines.map((line): DiffRow => {
    const text = line.slice(1);
    switch (line[0]) {
      case '+':
        return { kind: 'added', old: null, new: after++, text };
      case '-':
        return { kind: 'removed', old: before++, new: null, text };
      case '\\':
        return { kind: 'note', text: text.trim() };
      default:
        return { kind: 'kept', old: before++, new: after++, text };
    }
  });
}
