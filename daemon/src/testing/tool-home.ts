import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadProfiles, type Profile, SHIPPED_PROFILES } from '@drover/profiles';

/** Files of the real tools, recorded with a model on loopback and shortened. */
const FIXTURES = join(import.meta.dirname, '../conversations/fixtures');

/** The home directory that they speak of. */
const RECORDED_HOME = '/home/ana';

export function shippedProfile(name: string): Profile {
  const profile = loadProfiles(SHIPPED_PROFILES).profiles.find((each) => each.name === name);
  if (!profile) throw new Error(`there is no profile ${name}`);
  return profile;
}

/** A home directory with a project, in which agent tools keep their files. */
export class ToolHome {
  readonly home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-home-')));
  readonly project = join(this.home, 'project');
  /** Where Claude Code keeps the conversations of the project. */
  readonly claude = '.claude/projects/-home-ana-project';

  constructor() {
    mkdirSync(this.project);
  }

  /** Files of the real tool, as if it had run in this project. */
  recorded(tool: string): void {
    cpSync(join(FIXTURES, tool), this.home, { recursive: true });
    for (const entry of readdirSync(this.home, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) writeFileSync(file, this.#here(readFileSync(file, 'utf8')));
    }
  }

  recordedText(file: string): string {
    return this.#here(readFileSync(join(FIXTURES, file), 'utf8'));
  }

  /** Paths are below the home directory. A list becomes lines of JSON. */
  write(file: string, content: unknown): string {
    const path = join(this.home, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(content));
    return path;
  }

  /** Sets the time of a file's last use, in seconds since 1970. */
  used(file: string, seconds: number): void {
    utimesSync(join(this.home, file), seconds, seconds);
  }

  /** What a person said to Claude Code, as it saves that. */
  said(content: unknown, more: object = {}): object {
    const timestamp = '2026-11-21T03:00:00Z';
    return { type: 'user', cwd: this.project, timestamp, message: { content }, ...more };
  }

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  #here(text: string): string {
    return text.replaceAll(RECORDED_HOME, this.home);
  }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const records = Array.isArray(content) ? content : [content];
  return records.map((record) => JSON.stringify(record)).join('\n');
}
