import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LoadedProfiles, Profile } from '@drover/profiles';
import { z } from 'zod';
import { replaceFileSync } from '../replace-file.ts';

/** Each by itself, as one that a newer Drover would not read any more is no reason to lose the others. */
const GoodFile = z.array(z.object({ file: z.string(), profile: z.unknown() }));

/** The last good version of each profile on disk, so that a file with a fault costs nothing after a restart either. */
export class GoodProfiles {
  readonly #path: string;
  #written = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** By the file that each was read from. */
  read(): LoadedProfiles['byFile'] {
    const kept = GoodFile.safeParse(this.#json()).data ?? [];
    const good = kept.flatMap(({ file, profile }): [string, Profile][] => {
      const { data } = Profile.safeParse(profile);
      return data ? [[file, data]] : [];
    });
    return new Map(good);
  }

  /** Only these stay: of a file that is gone nothing is kept. Throws what the file system throws. */
  write(byFile: LoadedProfiles['byFile']): void {
    const text = JSON.stringify([...byFile].map(([file, profile]) => ({ file, profile })));
    if (text === this.#written) return;
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    replaceFileSync(this.#path, text, { flush: true });
    this.#written = text;
  }

  #json(): unknown {
    try {
      this.#written = readFileSync(this.#path, 'utf8');
      return JSON.parse(this.#written);
    } catch {
      return undefined;
    }
  }
}
