import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository in a temporary folder, with the branch `trunk`. */
export class TestRepository {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'drover-repository-')));

  constructor() {
    execFileSync('git', ['init', '-q', '-b', 'trunk', this.directory]);
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    const all = ['-C', this.directory, ...identity, ...args];
    return execFileSync('git', all, { encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  write(name: string, content: string | Uint8Array): void {
    const file = join(this.directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Commits all that is there, and says the commit's id. */
  commit(subject: string): string {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', subject);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
