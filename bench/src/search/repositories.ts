import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Repositories in each folder, and folders of no interest beside each. */
const PER_FOLDER = 50;

/** A folder with many small repositories in it, two folders deep, and as many plain folders beside them. */
export class ManyRepositories implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'drover-bench-projects-'));

  constructor(count: number) {
    const first = join(this.root, 'first');
    execFileSync('git', ['init', '-q', '--template=', first]);
    for (let file = 0; file < 5; file++) writeFileSync(join(first, `${file}.txt`), `${file}\n`);
    const git = ['-C', first, '-c', 'user.name=a', '-c', 'user.email=a@b'];
    execFileSync('git', [...git, 'add', '-A']);
    execFileSync('git', [...git, 'commit', '-q', '-m', 'first']);
    execFileSync('git', [...git, 'gc', '-q']); // fewer files to copy
    for (let made = 1; made < count; made++) {
      const folder = join(this.root, `group-${Math.floor(made / PER_FOLDER)}`);
      cpSync(first, join(folder, `repository-${made}`), { recursive: true, preserveTimestamps: true });
      mkdirSync(join(folder, `plain-${made}`));
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true });
  }
}
