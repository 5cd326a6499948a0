import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Engine } from './engine.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A copy of this checkout's sources, in which a person may save files beside them. */
export class Checkout implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'drover-checkout-'));

  static async make(engine: Engine): Promise<Checkout> {
    const checkout = new Checkout();
    // Times of files are kept, so that what was built of the same sources is used again.
    const copy =
      'git ls-files -z --cached --others --exclude-standard | tar --create --null --ignore-failed-read --files-from - | tar --extract --directory "$TARGET"';
    await engine.run('bash', ['-c', copy], { cwd: ROOT, env: { TARGET: checkout.path } });
    return checkout;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
