import packageJson from '../package.json' with { type: 'json' };

export const DAEMON_VERSION: string = packageJson.version;
