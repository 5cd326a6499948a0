import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileSync } from '../replace-file.ts';

const Port = z.coerce.number().int().min(1_024).max(65_535);

/** The port of the door, written down so that the next daemon takes the same: sessions outlive a daemon, and know it. */
export class DoorPort {
  readonly #file: string;

  constructor(stateDir: string) {
    this.#file = join(stateDir, 'door-port');
  }

  /** Undefined when there was none. */
  read(): number | undefined {
    try {
      return Port.safeParse(readFileSync(this.#file, 'utf8').trim()).data;
    } catch {
      return undefined;
    }
  }

  /** A full disk must keep no daemon from starting; the next one then opens another door. */
  write(port: number): void {
    try {
      replaceFileSync(this.#file, `${port}\n`);
    } catch {
      // Nothing is lost but the port.
    }
  }
}
