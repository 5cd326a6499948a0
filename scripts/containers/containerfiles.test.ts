import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_FLAGS } from '../setup/node-flags.mjs';
import { PNPM_PACKAGE } from '../setup/versions.mjs';
import { root } from '../start/folders.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The workspace packages that one needs, itself among them. */
function closure(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const { dependencies = {} } = JSON.parse(read(`${name}/package.json`));
  for (const other of Object.keys(dependencies)) {
    if (other.startsWith('@drover/')) closure(other.slice('@drover/'.length), found);
  }
  return found;
}

describe.each([
  ['hub/Containerfile', 'hub'],
  ['Containerfile.template', 'daemon'],
])('%s', (file, program) => {
  const text = read(file);

  it('takes the same pnpm as everybody else', () => {
    expect(text).toContain(`npm install --global ${PNPM_PACKAGE}\n`);
  });

  it('starts Node with the same flags as everybody else', () => {
    const [, entrypoint = '[]'] = /^ENTRYPOINT (.*)$/m.exec(text) ?? [];
    expect(JSON.parse(entrypoint).slice(0, 3 + NODE_FLAGS.length)).toEqual([
      'tini',
      '--',
      'node',
      ...NODE_FLAGS,
    ]);
  });

  it('copies each package that the program needs, its manifest before the packages are installed', () => {
    for (const name of closure(program)) {
      expect(text).toContain(`\nCOPY ${name}/package.json ${name}/\n`);
      expect(text).toContain(`\nCOPY ${name} ${name}\n`);
    }
  });

  it('names no registry but the public one, and no other base than Node 24 slim', () => {
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    const own = new Set([...text.matchAll(/ AS (\w+)$/gm)].map(([, stage]) => stage));
    expect(new Set(bases.filter((base) => !own.has(base)))).toEqual(
      new Set(['docker.io/library/node:24-bookworm-slim']),
    );
  });
});
