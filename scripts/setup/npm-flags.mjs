// `npm start --port 9000` keeps the flag for npm itself, which passes it on as npm_config_port and leaves
// "9000" at best as an argument. Only what stands behind `--` reaches the script.
const FLAGS = [
  ...['port', 'data-dir', 'projects-root'],
  ...['bind', 'tls-cert', 'tls-key', 'trusted-proxies', 'insecure-lan'],
];

export function misplacedFlags(command, args, env) {
  const taken = FLAGS.flatMap((flag) => {
    const value = env[`npm_config_${flag.replaceAll('-', '_')}`];
    if (value === undefined) return [];
    return value === 'true' || value === '' ? [`--${flag}`] : [`--${flag}`, value];
  });
  if (taken.length === 0) return undefined;
  const flags = taken.filter((word) => word.startsWith('--')).join(' and ');
  const npm = ['start', 'stop', 'test'].includes(command) ? 'npm' : 'npm run';
  const right = [npm, command, '--', ...taken, ...args].map(quoted).join(' ');
  return `npm took ${flags} for itself. Write the flags behind a "--":\n\n  ${right}`;
}

function quoted(word) {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
