import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs its first prompt as a command line. */
const COMMAND_PROFILE = `
name: command
displayName: Command
color: "#5f8a4b"
binary: sh
commands:
  new: ["{binary}", ["-c", "--", "{prompt}"]]
`;

/** A folder with the profile `command`, as a daemon takes it: writable by nobody else. */
export class CommandProfile implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async write(): Promise<CommandProfile> {
    const profile = new CommandProfile(await mkdtemp(join(tmpdir(), 'drover-bench-')));
    await writeFile(join(profile.folder, 'command.yaml'), COMMAND_PROFILE, { mode: 0o600 });
    return profile;
  }

  [Symbol.asyncDispose] = async (): Promise<void> => rm(this.folder, { recursive: true });
}
