// What `drover` offers. A program reads the words behind its name itself, its own sub-commands among them.

/** `commands`: what to call, and what it does; for people. */
export const PROGRAMS = {
  start: {
    main: 'scripts/start.ts',
    commands: { start: 'run a hub and the daemon of this machine until Ctrl-C' },
  },
  stop: {
    main: 'scripts/stop.ts',
    commands: { stop: 'stop them, and end every session' },
  },
  hub: {
    main: 'hub/src/main.ts',
    hasDashboard: true,
    commands: {
      hub: 'run a hub by itself',
      'hub backup': 'copy its database, also while it runs',
      'hub restore <file>': 'put such a copy in its place',
      'hub check': 'look whether its database is whole',
      'hub set-password <name>': 'give an account a new password',
      'hub add-admin <name>': 'make an account that may do everything',
    },
  },
  daemon: {
    main: 'daemon/src/main.ts',
    commands: {
      daemon: 'run the daemon of this machine by itself',
      'daemon install': 'make it a service that runs on by itself, by systemd',
      'daemon uninstall': 'remove that service; sessions go on',
    },
  },
  profile: {
    main: 'profiles/src/main.ts',
    commands: { 'profile check [path…]': 'explain what is wrong with profiles of agents' },
  },
  worktree: {
    main: 'daemon/src/worktrees/main.ts',
    commands: {
      'worktree list': 'tell the worktrees that there are, and those that were saved',
      'worktree restore <ref>': 'bring a saved worktree back, as it was',
    },
  },
};

export function helpText() {
  const commands = Object.values(PROGRAMS).flatMap(({ commands }) => Object.entries(commands));
  const width = Math.max(...commands.map(([command]) => command.length));
  const lines = commands.map(([command, what]) => `  drover ${command.padEnd(width)}  ${what}`);
  return `One dashboard for the AI coding agents on your machines.\n\n${lines.join('\n')}\n\nEach has --help.`;
}
