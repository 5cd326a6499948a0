import { LAST_GOOD_IN_USE, type ProfileFault, type ProfileInfo } from '@drover/protocol';

/** What a profile's tool can do with conversations, in few words; null for one that has none. */
export function conversationWords({ resumes, shell }: ProfileInfo): string | null {
  if (shell) return null;
  if (resumes.picked) return resumes.newest ? 'Resumes any conversation' : 'Resumes a given conversation';
  return resumes.newest ? 'Resumes its newest conversation' : 'Begins anew each time';
}

/** A profile file that is bad, whether the host still goes by its last good version, and all that is wrong with it. */
export type BadFile = { file: string; inUse: boolean; faults: string[] };

/** What a host tells line by line, file by file. */
export function badFiles(faults: readonly ProfileFault[]): BadFile[] {
  const byFile = new Map<string, BadFile>();
  for (const { file, message } of faults) {
    const bad = byFile.get(file) ?? { file, inUse: false, faults: [] };
    byFile.set(file, bad);
    bad.inUse ||= message.endsWith(LAST_GOOD_IN_USE);
    bad.faults.push(withoutFile(message.replace(LAST_GOOD_IN_USE, ''), file));
  }
  return [...byFile.values()];
}

/** `claude.yaml:5: unknown key` is `line 5: unknown key` below the name of its file. */
function withoutFile(message: string, file: string): string {
  const name = file.split('/').at(-1) ?? file;
  if (!message.startsWith(`${name}:`)) return message;
  return message
    .slice(name.length + 1)
    .replace(/^(\d+):/, 'line $1:')
    .trim();
}

export function badFilesWords(files: readonly BadFile[]): string {
  const count = files.length === 1 ? 'One profile file is' : `${files.length} profile files are`;
  return `${count} not right`;
}
