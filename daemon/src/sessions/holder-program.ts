import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const SOURCE = resolve(import.meta.dirname, '..');
const MAIN = join(SOURCE, 'holder/main.ts');
const IMPORT = /from '(\.[^']+)\.ts'/g;

/**
 * Writes the holder program as plain JavaScript into `cacheDir`, once for each version of it, and answers the path of
 * its main file. A holder that loaded TypeScript itself would keep the compiler in memory for as long as its session
 * lives: 12 MB, and 0.1 s at each start.
 */
export function prepareHolderProgram(cacheDir: string): string {
  const files = collect(MAIN, new Map());
  const version = createHash('sha256')
    .update([...files.values()].join('\0'))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheDir, `holder-${version}`);
  if (!existsSync(folder)) writeWhole(folder, cacheDir, files);
  return join(folder, targetOf(MAIN));
}

/** The file and all that it imports from us, as JavaScript by source path. */
function collect(file: string, files: Map<string, string>): Map<string, string> {
  if (files.has(file)) return files;
  const code = stripTypeScriptTypes(readFileSync(file, 'utf8'));
  files.set(file, code.replaceAll(IMPORT, "from '$1.mjs'"));
  for (const [, path] of code.matchAll(IMPORT)) collect(resolve(dirname(file), `${path}.ts`), files);
  return files;
}

/** Under its own name only when complete, so that nobody ever runs half of it. */
function writeWhole(folder: string, cacheDir: string, files: Map<string, string>): void {
  mkdirSync(cacheDir, { recursive: true, mode: 0o700 });
  const unfinished = mkdtempSync(join(cacheDir, 'unfinished-'));
  for (const [source, code] of files) {
    const target = join(unfinished, targetOf(source));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error; // else another daemon was quicker
  }
}

const targetOf = (source: string): string => relative(SOURCE, source).replace(/\.ts$/, '.mjs');
