import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numberedLines } from './lines.ts';

/** A file of numbered lines for programs to print; goes away with its owner. */
export class LinesFile implements AsyncDisposable {
  readonly path: string;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'lines');
  }

  static async write(lines: number): Promise<LinesFile> {
    const file = new LinesFile(await mkdtemp(join(tmpdir(), 'drover-bench-')));
    await writeFile(file.path, numberedLines(lines, '\n'));
    return file;
  }

  [Symbol.asyncDispose] = (): Promise<void> => rm(this.#folder, { recursive: true });
}
