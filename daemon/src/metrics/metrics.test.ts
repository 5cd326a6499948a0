import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Metrics } from './metrics.ts';
import { MetricsServer } from './metrics-server.ts';

let metrics: Metrics;
let server: MetricsServer;
beforeEach(async () => {
  const read = () => ({
    sessions: { running: 2, exited: 1 },
    spoolBytes: 4_096,
    isHubUp: true,
    reconnects: 3,
  });
  metrics = new Metrics(read);
  server = await MetricsServer.listen(metrics, 0);
});
afterEach(() => server.close());

async function ask(headers: Record<string, string> = {}, method = 'GET', path = '/metrics') {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const asked = request({ host: '127.0.0.1', port: server.port, method, path, headers }, async (response) =>
    resolve({ status: response.statusCode ?? 0, body: await text(response) }),
  );
  asked.on('error', reject);
  asked.end();
  return promise;
}

it('tells sessions, output, the hub, refused input and the delay of the event loop', async () => {
  metrics.inputRefused('not_controller');
  const { status, body } = await ask();
  expect(status).toBe(200);
  for (const line of [
    'drover_daemon_sessions{status="running"} 2',
    'drover_daemon_spool_bytes 4096',
    'drover_daemon_hub_up 1',
    'drover_daemon_hub_reconnects 3',
    'drover_daemon_refused_inputs_total{code="not_controller"} 1',
    'nodejs_eventloop_lag_p99_seconds',
  ]) {
    expect(body).toContain(line);
  }
});

it.each([
  ['a web page', { origin: 'https://evil.example' }, 'GET', 403],
  ['a page of this machine', { origin: 'http://localhost:3000' }, 'GET', 403],
  ['a page that posts to a port of the daemon', { origin: 'null' }, 'POST', 403],
  ['a name that was made to lead here', { host: 'evil.example' }, 'GET', 403],
  ['a program that writes', {}, 'POST', 405],
])('%s gets no metrics', async (_, headers, method, status) => {
  const answer = await ask(headers, method);
  expect(answer.status).toBe(status);
  expect(answer.body).not.toContain('drover_daemon');
});

it('there is nothing else', async () => {
  expect((await ask({}, 'GET', '/')).status).toBe(404);
});

it('a port that is taken is told in words', async () => {
  await expect(MetricsServer.listen(metrics, server.port)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining(`--metrics-port ${server.port} cannot be used`),
  });
});
