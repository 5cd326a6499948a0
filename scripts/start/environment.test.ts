import { expect, test } from 'vitest';
import { withoutNpm } from './environment.ts';
import { root } from './folders.ts';

test('what npm adds for its scripts is taken away, what the person set stays', () => {
  const env = withoutNpm({
    PATH: `${root}/node_modules/.bin:/node_modules/.bin:/lib/npm/node-gyp-bin:/home/ada/.bin:/usr/bin`,
    npm_config_port: '9000',
    npm_lifecycle_event: 'start',
    INIT_CWD: '/tmp',
    LANG: 'C.UTF-8',
  });
  expect(env).toEqual({ PATH: '/home/ada/.bin:/usr/bin', LANG: 'C.UTF-8' });
});
