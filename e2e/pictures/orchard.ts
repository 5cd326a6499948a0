import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const HOUR_MS = 3_600_000;

/** A day's work on two branches: hours ago, subject, and what else git is told first. */
const HISTORY: { hoursAgo: number; subject: string; before?: string[][] }[] = [
  { hoursAgo: 75, subject: 'Count trees by row and variety' },
  { hoursAgo: 71, subject: 'Read the weather once an hour', before: [['tag', 'v1.3.0']] },
  { hoursAgo: 52, subject: 'Warn before the first frost', before: [['switch', '-c', 'frost-warning']] },
  { hoursAgo: 49, subject: 'Send warnings by mail and by phone' },
  { hoursAgo: 30, subject: 'Weigh crates in kilograms everywhere', before: [['switch', 'main']] },
  { hoursAgo: 27, subject: 'Show the harvest of each row' },
  { hoursAgo: 9, subject: 'Keep warnings that were sent already', before: [['switch', 'frost-warning']] },
  { hoursAgo: 5, subject: 'Round the price of a crate to cents', before: [['switch', 'main']] },
  { hoursAgo: 1, subject: 'Draw the map of the rows', before: [['tag', 'v1.4.0']] },
];

const SHELL = `PS1='\\[\\e[32m\\]ada@atlas\\[\\e[m\\]:\\[\\e[34m\\]\\w\\[\\e[m\\]$ '\n`;
const VIM = 'syntax on\nset number background=dark laststatus=2 ruler\nhighlight LineNr ctermfg=8\n';

const FROST = `import type { Reading, Row } from './weather.ts';

/** Below this many °C for an hour, blossoms die. */
const BLOSSOM_LIMIT = -2;
const HOUR_MS = 3_600_000;

export type Warning = { row: Row; at: Date; coldest: number };

/** The first frost that each row will have, coldest rows first. */
export function frostWarnings(rows: Row[], forecast: Reading[]): Warning[] {
  return rows
    .flatMap((row) => firstFrost(row, forecast) ?? [])
    .sort((a, b) => a.coldest - b.coldest);
}

function firstFrost(row: Row, forecast: Reading[]): Warning | undefined {
  const cold = forecast.filter(({ celsius }) => celsius - row.hollow < BLOSSOM_LIMIT);
  const [first] = cold;
  if (!first || cold.length * HOUR_MS < HOUR_MS) return undefined;
  const coldest = Math.min(...cold.map(({ celsius }) => celsius - row.hollow));
  return { row, at: new Date(first.at), coldest };
}
`;

const GREETINGS = `{
  "shop.title":   "果樹園 🍎",
  "shop.welcome": "ようこそ！今朝摘みたてです 🌾",
  "basket.add":   "かごに入れる 🧺",
  "basket.empty": "かごは空です",
  "pay.thanks":   "ありがとうございます 🙏",
  "weather.frost":"霜に注意 ❄️  (−2 °C)",
  "season.now":   "사과와 배의 계절 🍐",
  "season.next":  "下个月：核桃和栗子 🌰"
}
`;

const green = (text: string) => `\x1b[32m${text}\x1b[m`;
const dim = (text: string) => `\x1b[2m${text}\x1b[m`;
const badge = (colour: number, text: string) => `\x1b[1;30;${colour}m ${text} \x1b[m`;

const TEST_RUN = [
  '',
  ` ${badge(46, 'RUN')} ${dim('v4.1.0 ~/projects/orchard-api')}`,
  '',
  ` ${green('✓')} src/rows.test.ts ${dim('(12 tests)')} ${green('38ms')}`,
  ` ${green('✓')} src/weather.test.ts ${dim('(7 tests)')} ${green('112ms')}`,
  ` ${green('✓')} src/crates.test.ts ${dim('(21 tests)')} ${green('64ms')}`,
  ` ${green('✓')} src/frost.test.ts ${dim('(9 tests)')} ${green('51ms')}`,
  `   ${green('✓')} warns a row in a hollow first`,
  `   ${green('✓')} says nothing at −1.9 °C`,
  `   ${green('✓')} warns once for each night`,
  ` ${green('✓')} src/prices.test.ts ${dim('(16 tests)')} ${green('27ms')}`,
  '',
  ` ${dim('Test Files')}  ${green('5 passed')} ${dim('(5)')}`,
  `      ${dim('Tests')}  ${green('65 passed')} ${dim('(65)')}`,
  `   ${dim('Duration')}  1.84s`,
  '',
].join('\n');

const MIGRATION = [
  '\x1b[1mMigrating orchard_test\x1b[m',
  `  ${green('applied')}  0007_rows_have_hollows.sql`,
  `  ${green('applied')}  0008_crates_in_kilograms.sql`,
  '  \x1b[31mrefused\x1b[m  0009_drop_old_prices.sql',
  '',
  '\x1b[31;1mError:\x1b[m table "old_prices" is still read by view "price_history"',
  '       drop the view first, or keep the table',
].join('\n');

/** A home with the projects that the pictures show. */
export async function plantOrchard(home: string, projectsRoot: string): Promise<void> {
  await writeFile(join(home, '.bashrc'), SHELL);
  await writeFile(join(home, '.vimrc'), VIM);
  // What Claude Code asks is worth a picture; its auto mode needs a service that our model is not.
  await write(join(home, '.claude/settings.json'), '{ "permissions": { "disableAutoMode": "disable" } }');
  const api = join(projectsRoot, 'orchard-api');
  await makeRepository(api);
  await write(join(api, 'src/frost.ts'), FROST);
  await writeProgram(join(api, 'test'), TEST_RUN, 0);
  await writeProgram(join(api, 'migrate'), MIGRATION, 1);
  const shop = join(projectsRoot, 'orchard-shop');
  await makeRepository(shop);
  await write(join(shop, 'locales/ja.json'), GREETINGS);
  const docs = join(projectsRoot, 'orchard-docs');
  await makeRepository(docs);
}

async function makeRepository(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const git = (args: string[], at = Date.now()) => {
    const date = new Date(at).toISOString();
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    return promisify(execFile)('git', [...author, ...args], {
      cwd: folder,
      env: { ...process.env, ...dates },
    });
  };
  await git(['init', '--quiet', '--initial-branch=main']);
  for (const { hoursAgo, subject, before = [] } of HISTORY) {
    for (const command of before) await git(command);
    await git(['commit', '--quiet', '--allow-empty', '--message', subject], Date.now() - hoursAgo * HOUR_MS);
  }
  await git(['merge', '--quiet', '--no-ff', 'frost-warning', '--message', 'Merge branch frost-warning']);
}

const writeProgram = async (path: string, output: string, code: number): Promise<void> => {
  await write(path, `#!/bin/sh\ncat <<'END'\n${output}\nEND\nexit ${code}\n`);
  await chmod(path, 0o755);
};

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
