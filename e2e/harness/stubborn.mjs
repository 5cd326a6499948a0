/**
 * A family that does not want to end: `stubborn.mjs` ignores what can be ignored, and so do its children. One stays,
 * one leads a session of its own, one is left behind by a parent that ends, and one knows nothing of where it comes from.
 */
import { spawn } from 'node:child_process';

for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGTSTP']) process.on(signal, () => {});
setInterval(() => {}, 60_000);

const SELF = process.argv[1];
const [role = 'parent'] = process.argv.slice(2);

const have = (child, options) => {
  const { promise, resolve } = Promise.withResolvers();
  const started = spawn(process.execPath, [SELF, child], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...options,
  });
  started.once('message', resolve);
  started.once('exit', resolve);
  return promise;
};

if (role === 'parent') {
  await have('stays', {});
  await have('leads', { detached: true });
  await have('forks', { detached: true });
  await have('hides', { detached: true, env: { PATH: '/usr/bin' } });
  console.log('all are', 'here');
} else if (role === 'forks') {
  await have('orphan', { detached: true });
  process.exit(0);
} else {
  process.send('here');
  process.disconnect();
}
