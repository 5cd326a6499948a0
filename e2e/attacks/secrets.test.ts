import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_VERSION, type RegisteredHost, socketParser, UI_NAMESPACE } from '@drover/protocol';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { PERSON, type Person } from '../harness/person.ts';
import { childrenOf } from '../harness/proc.ts';
import { Stage } from '../harness/stage.ts';

/** All that hub and daemon can say, they say. */
const TALKATIVE = { hubFlags: { '--log-level': 'trace' }, daemonFlags: { '--log-level': 'trace' } };

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const read = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // it has gone meanwhile
  }
};

const processIds = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));
const commandLines = () => processIds().map((pid) => read(`/proc/${pid}/cmdline`));

/** Where these texts are found that must be nowhere, in words. */
function traces(secrets: Record<string, string>, places: Record<string, string[]>): string[] {
  return Object.entries(secrets).flatMap(([secret, text]) =>
    Object.entries(places)
      .filter(([, contents]) => contents.some((content) => content.includes(text)))
      .map(([place]) => `${secret} in ${place}`),
  );
}

/** A page that only watches, and keeps all that it is told. */
async function eavesdrop({ url, cookie }: Person, sessionId: string): Promise<{ heard: string }> {
  const ear = { heard: '' };
  const socket = io(url + UI_NAMESPACE, {
    parser: socketParser,
    transports: ['websocket'],
    forceNew: true,
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { cookie, origin: url },
  });
  onTestFinished(() => void socket.disconnect());
  socket.onAny((_event: string, payload: unknown) => {
    ear.heard +=
      payload instanceof Uint8Array ? Buffer.from(payload).toString('latin1') : JSON.stringify(payload);
  });
  await new Promise((resolve) => socket.once('fleet', resolve));
  await socket.emitWithAck('pictures', { wanted: true });
  const attachId = randomUUID();
  await socket.emitWithAck('attach', { attachId, sessionId, size: { cols: 80, rows: 24 }, from: null });
  return ear;
}

it('secrets in ps, in an agent’s environment, in logs', async () => {
  const env = { ANTHROPIC_TOKEN_OF_THE_HUB: 'kept-from-agents-1', HOST_TOKEN: 'kept-from-agents-2' };
  await using stage = await Stage.open({ ...TALKATIVE, env });
  const { drover, person } = stage;
  const { host_token = '' } = await person.ask<RegisteredHost>('POST', '/hosts', { name: 'second' });
  const wrong = { method: 'POST', headers: { origin: drover.url, 'content-type': 'application/json' } };
  await fetch(`${drover.url}/api/login`, {
    ...wrong,
    body: JSON.stringify({ ...PERSON, password: 'a wrong password' }),
  });
  const { sessionId, viewer, holder } = await stage.bash();
  viewer.type('env; cat /proc/$PPID/environ; echo all""shown\r');
  await viewer.shows('allshown');

  const tokenFile = join(drover.hubDir, '../token');
  const secrets = {
    'this machine’s token': readFileSync(tokenFile, 'utf8'),
    'another host’s token': host_token,
    'the login’s cookie': person.cookie.split('=')[1] ?? '',
    'the password': PERSON.password,
    'a wrong password': 'a wrong password',
    'the setup code': new URL(drover.setupUrl).hash.replace('#code=', ''),
  };
  const ofDaemon = { 'a variable of the daemon': 'kept-from-agents' };
  for (const text of Object.values(secrets)) expect(text.length).toBeGreaterThan(9);
  const agents = [holder.pid, holder.agentPid, ...childrenOf(holder.agentPid)];
  const places = {
    'a command line': commandLines(),
    'an agent’s environment': agents.map((pid) => read(`/proc/${pid}/environ`)),
    'what an agent shows': [viewer.bytes.toString('latin1')],
    'a log': drover.programs.map(({ output }) => output),
    'the data of the hub': filesBelow(drover.hubDir).map(read),
    'the data of the daemon': filesBelow(drover.stateDir).map(read),
  };
  expect(traces(secrets, places)).toEqual([]);
  expect(traces(ofDaemon, places)).toEqual([]);
  // It would have been seen.
  expect(read(`/proc/${drover.daemon.pid}/environ`)).toContain('kept-from-agents');
  expect(traces({ session: sessionId }, places)).toEqual([
    'session in a command line',
    'session in an agent’s environment',
    'session in what an agent shows',
    'session in a log',
    'session in the data of the hub',
    'session in the data of the daemon',
  ]);
});

it('a hidden password shown to another viewer', async () => {
  await using stage = await Stage.open(TALKATIVE);
  const { drover } = stage;
  const { sessionId, viewer } = await stage.bash();
  const other = stage.view(sessionId);
  const ear = await eavesdrop(stage.person, sessionId);
  const hidden = 'hunter2-of-the-orchard';
  viewer.type(
    'read -s -p "password for the ""orchard: " secret; echo; echo $(printf %s "$secret" | wc -c) let""ters\r',
  );
  await viewer.shows('password for the orchard:');
  viewer.type(`${hidden}\r`);
  await viewer.shows(`${hidden.length} letters`);
  await other.shows(`${hidden.length} letters`);
  await expect.poll(() => ear.heard).toContain(`${hidden.length} letters`);
  await drover.daemon.stop(); // which saves the screens
  const places = {
    'what the other viewers got': [other.bytes.toString('latin1'), ear.heard],
    'the viewer’s own screen': [viewer.text],
    'the output on disk, and the screens': filesBelow(drover.stateDir).map(read),
    'the data of the hub': filesBelow(drover.hubDir).map(read),
    'a log': drover.programs.map(({ output }) => output),
    'a command line': commandLines(),
  };
  expect(places['the output on disk, and the screens'].some((text) => text.includes('letters'))).toBe(true);
  expect(traces({ 'the password': hidden }, places)).toEqual([]);
});
