import type { Service } from './service.ts';

/** Since this version systemd waits longer after each fall. */
const STEPS_SINCE = 254;

/** The unit of the user's own systemd. `version` is that systemd's; null when it is not known. */
export function systemdUnit({ command, environment }: Service, version: number | null): string {
  const steps = version === null || version >= STEPS_SINCE ? ['RestartSteps=6', 'RestartMaxDelaySec=60'] : [];
  return `${[
    '[Unit]',
    'Description=Drover daemon: runs AI coding agents on this machine',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    `ExecStart=${command.map(argument).join(' ')}`,
    ...Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
    '# Keys that agents need, such as ANTHROPIC_API_KEY=..., a line each; close the file to others (chmod 600).',
    'EnvironmentFile=-%E/drover/daemon.env',
    '# Each session is held by a process of its own, which goes on when the daemon is stopped, upgraded or killed.',
    'KillMode=process',
    '# One agent that wants too much memory must not end the daemon.',
    'OOMPolicy=continue',
    'Restart=always',
    '# A wrong flag or policy does not mend itself.',
    'RestartPreventExitStatus=64 78',
    'RestartSec=2',
    ...steps,
    '# Whatever would confine the daemon here would confine every agent with it: limits belong into the policy file.',
    '',
    '[Install]',
    'WantedBy=default.target',
  ].join('\n')}\n`;
}

/** Of a command line, where `$` begins a variable; in other settings it is a character like others. */
const argument = (word: string): string => quoted(word.replaceAll('$', '$$$$'));

/** A word of a unit file (systemd.syntax(7)): nothing in it is expanded. */
function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('%', '%%');
  return /^[\w@+=:,./%~-]+$/.test(escaped) ? escaped : `"${escaped.replaceAll('"', '\\"')}"`;
}
