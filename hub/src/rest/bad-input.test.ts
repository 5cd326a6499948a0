import { randomUUID } from 'node:crypto';
import { ErrorBody } from '@drover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, codeOf } from '../testing/http-client.ts';
import { spawnBody, TestHub } from '../testing/test-hub.ts';

describe('bad input', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await TestHub.start();
    await hub.setUp();
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const outcome = async (what: Ask) => {
    const answered = await hub.ask(what);
    if (answered.status >= 400) ErrorBody.parse(answered.body);
    return [answered.status, codeOf(answered)];
  };
  const post = (body: unknown, headers = {}) =>
    outcome({ method: 'POST', path: '/api/sessions', body, headers });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    '[B4] a body of type "%s" is refused',
    async (type) => {
      expect(await post('{}', { 'content-type': type })).toEqual([415, 'unsupported_media_type']);
    },
  );

  it.each(['{', '{"a":}', 'nonsense', ''])('[B5] %j is no JSON', async (body) => {
    expect(await post(body)).toEqual([400, 'invalid_json']);
  });

  it.each(['[]', 'null', '7', '"text"', '{}'])('[B5] %s is JSON, but not what is asked for', async (body) => {
    expect(await post(body)).toEqual([422, 'invalid_body']);
  });

  it('[B6] keys that reach for prototypes are refused', async () => {
    expect(await post('{"__proto__":{"admin":true}}')).toEqual([400, 'invalid_json']);
    expect(await post('{"constructor":{"prototype":{}}}')).toEqual([400, 'invalid_json']);
  });

  it('[B7] a body over 1 MiB is refused, and so is a very deep one', async () => {
    expect(await post(`{"task":"${'x'.repeat(1024 * 1024)}"}`)).toEqual([413, 'payload_too_large']);
    const deep = `{"task":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(await post(deep)).toEqual([422, 'invalid_body']);
  });

  it('[B8] a compressed body is refused', async () => {
    expect(await post('{}', { 'content-encoding': 'gzip' })).toEqual([415, 'unsupported_media_type']);
  });

  it.each(['x', '%2e%2e', 'a%00b', 'x'.repeat(90), 'F47AC10B-58CC-4372-A567-0E02B2C3D479'])(
    '[B9] the id %s is refused',
    async (id) => {
      expect(await outcome({ path: `/api/sessions/${id}` })).toEqual([422, 'invalid_id']);
    },
  );

  it.each(['../x', '%ff', 'x'.repeat(10_000)])('[B9] there is nothing at the id %s', async (id) => {
    expect(await outcome({ path: `/api/sessions/${id}` })).toEqual([404, 'not_found']);
  });

  it.each([0, -1, 1.5, '80', 1e9, null])('[B17] a terminal of %j columns is refused', async (cols) => {
    const body = { ...spawnBody(randomUUID()), size: { cols, rows: 24 } };
    expect(await post(body)).toEqual([422, 'invalid_size']);
  });

  it('an unknown key is an error, which does not repeat the key', async () => {
    const body = { ...spawnBody(randomUUID()), surprise: true };
    const answered = await hub.post('/api/sessions', body);
    expect([answered.status, codeOf(answered)]).toEqual([422, 'invalid_body']);
    expect(JSON.stringify(answered.body)).not.toContain('surprise');
  });

  it.each([
    ['x'.repeat(1_025), 'must be at most 1024 bytes'],
    ['a\u0000b', 'must not contain control characters'],
    ['a\u001b[2J', 'must not contain control characters'],
  ])('[B16] a task that cannot be shown is refused in words', async (task, words) => {
    const answered = await hub.post('/api/sessions', { ...spawnBody(randomUUID()), task });
    expect(answered.body).toMatchObject({ error: { code: 'invalid_body', message: `task: ${words}` } });
  });

  it.each(['/bin/sh', 'Claude', '../claude', ''])('[B12] "%s" is no name of a profile', async (profile) => {
    expect(await post({ ...spawnBody(randomUUID()), profile })).toEqual([422, 'invalid_body']);
  });

  it('[B25] an action does not answer to GET', async () => {
    expect(await outcome({ path: '/api/logout' })).toEqual([405, 'method_not_allowed']);
    const stop = `/api/sessions/${randomUUID()}/stop`;
    expect(await outcome({ path: stop })).toEqual([405, 'method_not_allowed']);
    expect((await hub.ask({ path: stop })).headers.allow).toBe('POST');
  });

  it('an unknown address below /api is answered in JSON also to a browser', async () => {
    expect(await outcome({ path: '/api/nothing', headers: { accept: 'text/html' } })).toEqual([
      404,
      'not_found',
    ]);
  });
});
