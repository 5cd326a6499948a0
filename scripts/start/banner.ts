import { defaultDataDir } from './folders.ts';
import type { HubReady } from './messages.ts';
import type { StartOptions } from './options.ts';
import { count, printable, shellWord } from './text.ts';

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
export function farewell(sessionsAlive: number | undefined, dataDir: string): string {
  if (sessionsAlive === 0) return 'Drover stopped. No session was running.';
  const flag = dataDir === defaultDataDir() ? '' : ` -- --data-dir ${shellWord(dataDir)}`;
  const one = sessionsAlive === 1;
  const who = sessionsAlive === undefined ? 'Your sessions' : count(sessionsAlive, 'session');
  return (
    `Drover stopped. ${who} ${one ? 'keeps' : 'keep'} running: \`npm start${flag}\` brings you back to ` +
    `${one ? 'it' : 'them'}, \`npm stop${flag}\` ends ${one ? 'it' : 'them all'}.`
  );
}

export function ended(sessions: number): string {
  return sessions === 0 ? 'No session was running.' : `${count(sessions, 'session')} ended.`;
}
