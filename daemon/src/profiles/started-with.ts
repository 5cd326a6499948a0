import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Profile } from '@drover/profiles';
import type { Session } from '../sessions/session.ts';
import type { StateDir } from '../sessions/session-dir.ts';

/** Writes down with which profile a session is started. Throws what the file system throws. */
export async function keepProfile(file: string, profile: Profile): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(profile), { mode: 0o600 });
}

/** The profiles that sessions were started with: what has become of them since is no matter of theirs. */
export class StartedWith {
  readonly #state: StateDir;
  readonly #find: (name: string) => Profile | undefined;
  /** Null where there is none. Asked with all output, so that each is looked for once. */
  readonly #read = new WeakMap<Session, Profile | null>();

  constructor(state: StateDir, find: (name: string) => Profile | undefined) {
    this.#state = state;
    this.#find = find;
  }

  /** The one of that name now, where none was written down or what was cannot be read any more. */
  of(session: Session): Profile | undefined {
    const known = this.#read.get(session);
    const kept = known === undefined ? keptProfile(this.#fileOf(session)) : known;
    this.#read.set(session, kept);
    return kept ?? this.#find(session.record.profile);
  }

  #fileOf({ sessionId }: Session): string {
    return this.#state.session(sessionId).profileFile;
  }
}

function keptProfile(file: string): Profile | null {
  try {
    return Profile.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
