import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A size is measured again when somebody asks for one that is older. */
const FRESH_MS = 5 * 60_000;
const TIMEOUT_MS = 120_000;

/** What folders take on the disk, measured one at a time in the background. */
export class DiskUse {
  readonly #known = new Map<string, { bytes: number; at: number }>();
  readonly #waiting = new Set<string>();
  #isMeasuring = false;

  /** As it was last measured; null when nobody has yet. */
  of(folder: string): number | null {
    const known = this.#known.get(folder);
    if (!known || Date.now() - known.at > FRESH_MS) {
      this.#waiting.add(folder);
      void this.#measureAll();
    }
    return known?.bytes ?? null;
  }

  forget(folder: string): void {
    this.#known.delete(folder);
    this.#waiting.delete(folder);
  }

  async #measureAll(): Promise<void> {
    if (this.#isMeasuring) return;
    this.#isMeasuring = true;
    for (const folder of this.#waiting) {
      const bytes = await measure(folder);
      if (this.#waiting.delete(folder) && bytes !== null) this.#known.set(folder, { bytes, at: Date.now() });
    }
    this.#isMeasuring = false;
  }
}

/** Null when it cannot be told. */
async function measure(folder: string): Promise<number | null> {
  const options = { timeout: TIMEOUT_MS, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  const { stdout } = await promisify(execFile)('du', ['-sk', '--', folder], options).catch(
    // What it could not enter it has told beside the sum.
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  );
  const kilobytes = /^\d+/.exec(stdout)?.[0];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
