import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Drover } from './drover.ts';

const WHO = ['-c', 'user.name=Ada', '-c', 'user.email=ada@orchard.example'];

/** A git repository with a commit, for tests that change it. */
export class Repository {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @param files contents by path; committed on the branch `main` */
  static async make(drover: Drover, name: string, files: Record<string, string>): Promise<Repository> {
    const repository = new Repository(await drover.createProject(name));
    await repository.git('symbolic-ref', 'HEAD', 'refs/heads/main');
    await repository.commit(files);
    return repository;
  }

  async git(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('git', ['-C', this.path, ...WHO, ...args]);
    return stdout.trim();
  }

  async write(files: Record<string, string>, folder = this.path): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  }

  async commit(files: Record<string, string>): Promise<void> {
    await this.write(files);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', 'Change the orchard');
  }
}
