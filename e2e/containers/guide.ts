import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Deployment, HOST_TOKEN_PLACEHOLDER, type RegisteredHost } from '@drover/protocol';
import type { Person } from '../harness/person.ts';
import type { Site } from './site.ts';

/** Registers a host as the README shows it, with curl. Answers its token, which is told this once. */
export async function registerWithCurl(site: Site, person: Person, name: string): Promise<RegisteredHost> {
  const { secret } = await person.ask<{ secret: string }>('POST', '/me/tokens', {
    name: 'script',
    scope: 'admin',
    days: 1,
  });
  const answer = await site.engine.run('bash', ['-eu', '-s'], {
    input: [
      'curl --fail-with-body --silent --show-error --header @- \\',
      '  --header "content-type: application/json" --data "{\\"name\\": \\"$NAME\\"}" \\',
      `  ${site.url}/api/hosts <<< "authorization: Bearer $TOKEN"`,
    ].join('\n'),
    env: { NAME: name, TOKEN: secret },
  });
  return JSON.parse(answer);
}

/** Does step by step what the dashboard tells a person to do: saves the files, types the rest into a shell. */
export async function follow(site: Site, { steps }: Deployment, token: string): Promise<void> {
  for (const { file, text } of steps) {
    if (file) await save(site, file, text);
    else await type(site, text.replaceAll(HOST_TOKEN_PLACEHOLDER, token));
  }
}

async function save(site: Site, file: string, text: string): Promise<void> {
  const path = file.startsWith('~/') ? join(site.home, file.slice(2)) : join(site.checkout.path, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** The machine that runs the tests does not start a daemon of theirs at its next boot. */
const NO_BOOT = 'systemctl() { :; }';

/** On standard input, as from a keyboard: on a command line others would see the token. */
const type = (site: Site, text: string): Promise<string> =>
  site.engine.run('bash', ['--norc', '-eu', '-s'], {
    cwd: site.checkout.path,
    env: { HOME: site.home },
    input: `${NO_BOOT}\n${text}`,
  });
