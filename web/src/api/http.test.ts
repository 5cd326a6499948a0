import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DroverError, SetupState } from '@drover/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { call, messageOf, NetworkError } from './http.ts';

let server: Server | undefined;

afterEach(() => server?.close());

async function hubThat(answers: RequestListener): Promise<string> {
  server = createServer(answers);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/setup`;
}

const answering = (status: number, body: string) =>
  hubThat((_request, response) => response.writeHead(status).end(body));

test('an answer of the right form is returned', async () => {
  expect(await call('GET', await answering(200, '{"open":true}'), SetupState)).toEqual({ open: true });
});

test('a refusal carries the message of the hub', async () => {
  const body = { error: { code: 'setup_closed', message: 'This hub is set up.', requestId: 'r' } };
  const failed = call('GET', await answering(410, JSON.stringify(body)), SetupState);
  await expect(failed).rejects.toEqual(new DroverError('setup_closed', 'This hub is set up.'));
});

test('an answer of another form is no success', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(call('GET', await answering(200, '{"open":1}'), SetupState)).rejects.toThrow(
    'another version',
  );
  complaint.mockRestore();
});

test('the error page of a proxy counts as no answer', async () => {
  const failed = call('GET', await answering(502, '<h1>Bad gateway</h1>'), SetupState);
  await expect(failed).rejects.toBeInstanceOf(NetworkError);
});

test('a hub that is away counts as no answer', async () => {
  const address = await answering(200, '');
  await new Promise((resolve) => server?.close(resolve));
  const failure = await call('GET', address, SetupState).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NetworkError);
  expect(messageOf(failure)).toContain('cannot be reached');
});
