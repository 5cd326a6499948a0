import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../e2e/harness/free-port.ts';
import { Person } from '../../e2e/harness/person.ts';
import { dataFiles } from '../start/data-dir.ts';
import { root } from '../start/folders.ts';
import { endSessions } from '../stop/sessions.ts';
import { Running } from '../testing/program.ts';
import { tempDir } from '../testing/temp-dir.ts';

const script = (name: string) => path.join(root, 'scripts', name);

test('sessions outlive Ctrl-C, are there at the next start, and end with npm stop', async () => {
  const [dataDir, project, port] = [tempDir(), tempDir(), await freePort()];
  onTestFinished(async () => void (await endSessions(dataFiles(dataDir).daemon)));
  const url = `http://127.0.0.1:${port}`;
  const start = () =>
    new Running([script('start.ts'), '--port', `${port}`, '--data-dir', dataDir, '--projects-root', project]);

  const first = start();
  await first.prints('Ctrl-C stops Drover');
  const person = await Person.setUp({ url, setupUrl: /http\S+#code=\S+/.exec(first.output)?.[0] ?? '' });
  const { sessionId } = await person.spawn({ profile: 'bash', projectDir: project });
  first.child.kill('SIGINT');
  expect(await first.exitCode()).toBe(0);
  expect(first.output).toContain('1 session keeps running');

  const second = start();
  await second.prints('Ctrl-C stops Drover');
  expect(await person.session(sessionId)).toMatchObject({ status: 'running' });

  const stop = new Running([script('stop.ts'), '--data-dir', dataDir]);
  expect(await stop.exitCode()).toBe(0);
  expect(stop.output).toBe('Drover stopped. 1 session ended.\n');
  expect(await second.exitCode()).toBe(0);
});
