import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Changes, GitStatus } from '@drover/protocol';
import type { z } from 'zod';
import { replaceFile } from '../replace-file.ts';

/** What is kept of an ended session's changes in its folder. Its status lies apart, as all of those are read at a start. */
export class KeptChanges {
  readonly #file: string;
  readonly #statusFile: string;

  constructor(changesFile: string) {
    this.#file = changesFile;
    this.#statusFile = join(dirname(changesFile), 'git-status.json');
  }

  /** Undefined when there are none, or none that can be understood. */
  read(): Promise<Changes | undefined> {
    return readAs(Changes, this.#file);
  }

  status(): Promise<GitStatus | undefined> {
    return readAs(GitStatus, this.#statusFile);
  }

  /** The status comes last: where it is, the changes are. Rejects when the disk does not take them. */
  async write(changes: Changes): Promise<void> {
    await replaceFile(this.#file, JSON.stringify(changes));
    await replaceFile(this.#statusFile, JSON.stringify(changes.git));
  }
}

async function readAs<T extends z.ZodType>(schema: T, file: string): Promise<z.infer<T> | undefined> {
  try {
    return schema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
