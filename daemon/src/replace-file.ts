import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';

const draftOf = (file: string): string => `${file}.new`;

/**
 * Puts `content` in the place of a file, for its owner only: whoever reads finds the one before or this one, whole.
 * Throws what the file system throws; the one before then stays. `flush`: it is on the disk before it takes the place.
 */
export function replaceFileSync(file: string, content: string | Uint8Array, { flush = false } = {}): void {
  try {
    writeFileSync(draftOf(file), content, { mode: 0o600, flush });
    renameSync(draftOf(file), file);
  } catch (error) {
    rmSync(draftOf(file), { force: true });
    throw error;
  }
}

/** As `replaceFileSync`, without holding up others. */
export async function replaceFile(file: string, content: string): Promise<void> {
  try {
    await writeFile(draftOf(file), content, { mode: 0o600 });
    await rename(draftOf(file), file);
  } catch (error) {
    await rm(draftOf(file), { force: true });
    throw error;
  }
}
