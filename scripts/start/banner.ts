import { printable, shellWord } from '../../protocol/src/words.ts';
import { defaultDataDir } from './folders.ts';
import type { HubReady } from './messages.ts';
import { DEFAULT_PORT, type StartOptions } from './options.ts';
import { count } from './text.ts';

/** What stands in the terminal while Drover runs. */
export function banner({ url, setupUrl }: HubReady, { dataDir, projectsRoots }: StartOptions): string {
  const rows = [
    ['Dashboard', url],
    ...(setupUrl ? [['Set up', `${setupUrl}  (works once, for 15 minutes)`]] : []),
    ['Data', dataDir],
    ...projectsRoots.map((folder, index) => [index === 0 ? 'Projects' : '', folder]),
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(11)}${printable(value)}`);
  return `\nDrover is running.\n\n${lines.join('\n')}\n\nCtrl-C stops Drover; your sessions keep running.\n`;
}

/** What stands there when it has stopped. Undefined: the daemon could not say. */
export function farewell(sessionsAlive: number | undefined, options: StartOptions): string {
  if (sessionsAlive === 0) return 'Drover stopped. No session was running.';
  const start = command('npm start', startFlags(options));
  const stop = command('npm stop', dataDirFlag(options));
  const one = sessionsAlive === 1;
  const who = sessionsAlive === undefined ? 'Your sessions' : count(sessionsAlive, 'session');
  return (
    `Drover stopped. ${who} ${one ? 'keeps' : 'keep'} running: \`${start}\` brings you back to ` +
    `${one ? 'it' : 'them'}, \`${stop}\` ends ${one ? 'it' : 'them all'}.`
  );
}

/** What stands there when the daemon is not heard of in time; `words` are its last ones. */
export function unconnected(words: string | undefined, logFile: string): string {
  const lines = ['This machine has not connected to the hub yet; it goes on trying.'];
  if (words) lines.push(`  Its daemon says: ${printable(words)}`);
  return [...lines, `  Log: ${printable(logFile)}`].join('\n');
}

const command = (npm: string, flags: string[]) =>
  flags.length === 0 ? npm : `${npm} -- ${flags.map(shellWord).join(' ')}`;

const dataDirFlag = ({ dataDir }: StartOptions) =>
  dataDir === defaultDataDir() ? [] : ['--data-dir', dataDir];

/** With which Drover was started, so that it is reached as before. */
function startFlags(options: StartOptions): string[] {
  const { port, projectsRoots, hubFlags } = options;
  const portFlag = port === DEFAULT_PORT ? [] : ['--port', String(port)];
  const roots = projectsRoots.flatMap((folder) => ['--projects-root', folder]);
  return [...portFlag, ...dataDirFlag(options), ...roots, ...hubFlags];
}

export function ended(sessions: number): string {
  return sessions === 0 ? 'No session was running.' : `${count(sessions, 'session')} ended.`;
}
