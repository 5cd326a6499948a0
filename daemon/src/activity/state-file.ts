import { constants, readFileSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Json, StateFileRules } from '@drover/profiles';
import type { ProcessRef } from '../sessions/processes.ts';
import { fieldsReadBy, textOf } from './json-fields.ts';
import { environmentOf, familyOf } from './process-look.ts';

/** Far more than a state needs. */
const MAX_BYTES = 256 * 1024;

/** The file in which a session's tool writes down its state. */
export class StateFile {
  readonly #rules: StateFileRules;
  readonly #agent: ProcessRef;
  #found: { process: ProcessRef; file: string } | undefined;
  #stamp = '';
  #content: Json | null = null;

  constructor(rules: StateFileRules, agent: ProcessRef) {
    this.#rules = rules;
    this.#agent = agent;
  }

  /** What it says now; null when there is none. It is read only when it has changed. */
  read(): Json | null {
    this.#found ??= this.#find();
    const stats = this.#found && statOrNone(this.#found.file);
    if (!this.#found || !stats) {
      this.#found = undefined;
      this.#stamp = '';
      this.#content = null;
      return null;
    }
    const stamp = `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
    if (stamp === this.#stamp) return this.#content;
    this.#stamp = stamp;
    this.#content = this.#parse(this.#found, stats) ?? this.#content;
    return this.#content;
  }

  /** The program itself, or what it has started where it is but a wrapper. */
  #find(): { process: ProcessRef; file: string } | undefined {
    for (const process of familyOf(this.#agent.pid)) {
      const folder = folderOf(this.#rules, environmentOf(process.pid));
      const file = folder && join(folder, this.#rules.path.replaceAll('{pid}', String(process.pid)));
      if (file && statOrNone(file)) return { process, file };
    }
    return undefined;
  }

  /** Undefined for a file that is being written, is too large, or was left by an earlier process of that id. */
  #parse({ process, file }: { process: ProcessRef; file: string }, stats: Stats): Json | undefined {
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    const json = jsonOrNone(file);
    if (json === undefined || !this.#isOf(process, json)) return undefined;
    const { rules, changedAt, conversationId } = this.#rules;
    return fieldsReadBy(rules, [changedAt, conversationId], json);
  }

  #isOf({ startTicks }: ProcessRef, json: Json): boolean {
    const { processStart } = this.#rules;
    return processStart === undefined || textOf(json, [processStart]) === String(startTicks);
  }
}

function folderOf(
  { folder, folderVariable }: StateFileRules,
  environment: Map<string, string>,
): string | null {
  const moved = folderVariable === undefined ? undefined : environment.get(folderVariable);
  if (moved && isAbsolute(moved)) return moved;
  const home = environment.get('HOME');
  return home ? join(home, folder.slice('~'.length)) : null;
}

function statOrNone(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function jsonOrNone(file: string): Json | undefined {
  try {
    // By the time that it is opened it may be a pipe, for which one would wait for ever.
    const flag = constants.O_RDONLY | constants.O_NONBLOCK;
    return JSON.parse(readFileSync(file, { encoding: 'utf8', flag })) as Json;
  } catch {
    return undefined;
  }
}
