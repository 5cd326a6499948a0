import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const PAGES = globSync(
  ['*.md', '{docs,hub,daemon,web,e2e,bench,protocol,profiles,deployment,scripts}/**/*.md'],
  {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules'),
  },
);

/** `[text](target)` or an image; the text may hold one level of brackets, as the titles of tests do. */
const LINK = /\[((?:[^[\]]|\[[^[\]]*\])*)\]\(([^)\s]+)\)/g;
const CODE = /^ *```[\s\S]*?^ *```$|`[^`\n]*`/gm;
const HEADING = /^#{1,6} (.+)$/gm;

type Link = { text: string; target: string };

function linksOf(page: string): Link[] {
  const prose = readFileSync(join(ROOT, page), 'utf8').replace(CODE, (code) => code.replace(/[[\]()]/g, ''));
  return [...prose.matchAll(LINK)]
    .map(([, text = '', target = '']) => ({ text, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(file: string): string[] {
  const page = readFileSync(file, 'utf8').replace(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...page.matchAll(HEADING)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What is wrong with a link, in words. */
function faultsOf(page: string, { target }: Link): string[] {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
  if (!existsSync(file)) return [`there is no ${relative(ROOT, file)}`];
  if (anchor === undefined || !file.endsWith('.md') || anchorsOf(file).includes(anchor)) return [];
  return [`${relative(ROOT, file)} has no heading #${anchor}`];
}

it.each(PAGES)('the links of %s lead to files and headings that exist', (page) => {
  expect(linksOf(page).flatMap((link) => faultsOf(page, link))).toEqual([]);
});

it('the tests that the rules of the protocol name exist', () => {
  const page = 'docs/protocol.md';
  const tests = linksOf(page).filter(({ target }) => target.endsWith('.test.ts'));
  const missing = tests.filter(
    ({ text, target }) => !readFileSync(resolve(ROOT, dirname(page), target), 'utf8').includes(text),
  );
  expect(tests).not.toEqual([]);
  expect(missing).toEqual([]);
});
