import { displayText, type McpServer } from '@drover/protocol';

/** What of a tool's entry may be told. Arguments, variables and headers hold secrets, and are never looked at. */
export type ServerEntry = Pick<McpServer, 'transport' | 'target'> & { isSwitchedOff: boolean };

const MAX_TARGET = 500;

/** A part of an address that is as long and as mixed as a key is taken for one. */
const LIKE_A_KEY = /^(?=.*\d)(?=.*[A-Za-z]).{16,}$|^.{32,}$/;

/** Reads an entry in any of the ways in which tools write one; undefined for what is none. */
export function serverEntry(value: unknown): ServerEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entry = value as Record<string, unknown>;
  const isSwitchedOff = entry.enabled === false || entry.disabled === true;
  const address = [entry.httpUrl, entry.url].find((url) => typeof url === 'string');
  if (typeof address === 'string') {
    const transport = entry.type === 'sse' ? 'sse' : 'http';
    return { transport, target: shownAddress(address), isSwitchedOff };
  }
  const program = Array.isArray(entry.command) ? entry.command[0] : entry.command;
  if (typeof program !== 'string') return undefined;
  return { transport: 'stdio', target: shownProgram(program), isSwitchedOff };
}

/** Without user, query and fragment, and without what in its path looks like a key. */
function shownAddress(address: string): string {
  const url = URL.parse(address);
  if (!url || !/^(https?|wss?):$/.test(url.protocol)) return 'an address that cannot be read';
  const path = url.pathname.split('/').map((part) => (isSecret(part) ? '…' : part));
  return displayText(`${url.protocol}//${url.host}${path.join('/')}`, MAX_TARGET);
}

/** `%7B` is the brace of a variable, whose default may stand there as well. */
const isSecret = (part: string): boolean => LIKE_A_KEY.test(part) || /%7B|[{}=]/i.test(part);

/** A whole command line in one text is cut after its first word, and variables before it are left out. */
function shownProgram(program: string): string {
  const word = program.split(/\s+/).find((part) => part !== '' && !/^[A-Za-z_]\w*=/.test(part));
  return displayText(word ?? '', MAX_TARGET);
}
