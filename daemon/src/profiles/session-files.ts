import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expand, expandTree, type PlaceholderValues, type SessionFile } from '@drover/profiles';

/** A file of one session, its placeholders replaced. */
export type PlannedFile = { name: string; text: string };

/** A text that wants a value which there is not is left out. */
export function planSessionFiles(files: readonly SessionFile[], values: PlaceholderValues): PlannedFile[] {
  return files.flatMap(({ name, text, json }) => {
    const content = json
      ? `${JSON.stringify(expandTree(json, values), null, 2)}\n`
      : expand(text ?? '', values);
    return content === undefined ? [] : [{ name, text: content }];
  });
}

/** Puts the files into the session's own folder, for its owner only. Throws what the file system throws. */
export async function writeSessionFiles(folder: string, files: readonly PlannedFile[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { name, text } of files) {
    const draft = join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    await rename(draft, join(folder, name));
  }
}
