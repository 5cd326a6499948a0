import { realpath } from 'node:fs/promises';

/** Tells whether directories are the one that is meant, through all links. What is gone is known by its name. */
export class SameDirectory {
  readonly #wanted: Promise<string>;
  readonly #resolved = new Map<string, Promise<string>>();

  constructor(directory: string) {
    this.#wanted = resolve(directory);
  }

  async is(directory: string): Promise<boolean> {
    const resolved = this.#resolved.get(directory) ?? resolve(directory);
    this.#resolved.set(directory, resolved);
    return (await resolved) === (await this.#wanted);
  }
}

const resolve = (path: string): Promise<string> => realpath(path).catch(() => path.replace(/(?<=.)\/+$/, ''));
