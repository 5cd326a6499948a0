import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import type { Page } from 'playwright-core';
import type { Drover } from '../harness/drover.ts';
import type { Person } from '../harness/person.ts';
import { TerminalPage } from '../harness/terminal-page.ts';
import { FROST_QUESTION, GUIDE_QUESTION, MIGRATE_REQUEST } from './model.ts';

type Part = {
  profile: string;
  project: string;
  task: string;
  prompt?: string;
  /** Typed at a shell's prompt. */
  line?: string;
  /** On the screen once the picture may be taken. */
  shows: string;
};

const AGENTS: Part[] = [
  {
    profile: 'claude',
    project: 'orchard-api',
    task: 'Drop the old price tables',
    prompt: MIGRATE_REQUEST,
    shows: 'Do you want to proceed?',
  },
  {
    profile: 'claude',
    project: 'orchard-api',
    task: 'Find out why frost dates are early',
    prompt: FROST_QUESTION,
    shows: 'Shall I change it',
  },
  {
    profile: 'gemini',
    project: 'orchard-docs',
    task: 'Check the picking guide',
    prompt: GUIDE_QUESTION,
    shows: 'The other five match',
  },
];

const SHELLS: Part[] = [
  {
    profile: 'bash',
    project: 'orchard-shop',
    task: 'Translate the shop into Japanese',
    line: 'clear; cat locales/ja.json',
    shows: '栗子',
  },
  {
    profile: 'bash',
    project: 'orchard-api',
    task: 'Review the frost warning',
    line: 'vim src/frost.ts',
    shows: 'firstFrost',
  },
  {
    profile: 'bash',
    project: 'orchard-api',
    task: 'Release 1.4',
    line: "clear; git log --graph --all --format='%C(auto)%h%d %s %C(blue)%cr'",
    shows: 'Count trees',
  },
  {
    profile: 'bash',
    project: 'orchard-api',
    task: 'Run the tests before the release',
    line: 'clear; ./test',
    shows: '1.84s',
  },
  {
    profile: 'bash',
    project: 'orchard-api',
    task: 'Try the migrations on a copy',
    line: './migrate; exit 1',
    shows: 'keep the table',
  },
];

export type Stage = { drover: Drover; person: Person; page: Page };

/** Starts what the pictures show, each session up to the moment that is worth a picture. */
export async function startSessions(stage: Stage): Promise<Session[]> {
  const { profiles } = (await firstHost(stage.person)).facts;
  const available = new Set(
    profiles.filter(({ unavailable }) => unavailable === null).map(({ name }) => name),
  );
  const sessions: Session[] = [];
  for (const part of [...AGENTS, ...SHELLS].filter(({ profile }) => available.has(profile))) {
    sessions.push(await play(stage, part));
  }
  return sessions;
}

async function play({ drover, person, page }: Stage, part: Part): Promise<Session> {
  const { profile, project, task, prompt = null, line, shows } = part;
  const projectDir = join(drover.projectsRoot, project);
  const session = await person.spawn({ profile, projectDir, task, prompt });
  await page.goto(`${drover.url}/terminal/${session.sessionId}`);
  const terminal = new TerminalPage(page);
  if (line) {
    await terminal.shows('ada@atlas');
    await terminal.run(line);
  }
  await terminal.shows(shows);
  return session;
}

type HostProfiles = { facts: { profiles: { name: string; unavailable: string | null }[] } };

async function firstHost(person: Person): Promise<HostProfiles> {
  const { hosts } = await person.ask<{ hosts: HostProfiles[] }>('GET', '/hosts');
  const [host] = hosts;
  if (!host) throw new Error('the hub knows no host');
  return host;
}
