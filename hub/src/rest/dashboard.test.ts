import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';

const html = { accept: 'text/html,*/*' };

describe('the built dashboard', () => {
  let webDir: string;
  let hub: TestHub;
  beforeAll(async () => {
    webDir = mkdtempSync(path.join(os.tmpdir(), 'drover-web-'));
    mkdirSync(path.join(webDir, 'assets'));
    writeFileSync(path.join(webDir, 'index.html'), '<!doctype html><title>Drover</title>');
    writeFileSync(path.join(webDir, 'assets', 'main-abc123.js'), 'console.log(1)');
    hub = await TestHub.start({ webDir });
  });
  afterAll(async () => {
    await hub[Symbol.asyncDispose]();
    rmSync(webDir, { recursive: true });
  });

  it.each(['/', '/terminal/7', '/setup', '/history?page=2'])('draws the page %s', async (path) => {
    const answered = await hub.ask({ path, headers: html });
    expect(answered).toMatchObject({ status: 200, body: expect.stringContaining('<title>Drover') });
    expect(answered.headers['cache-control']).toBe('no-cache');
    expect(answered.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('is kept by browsers as long as its files do not change', async () => {
    const { headers, body } = await hub.ask({ path: '/assets/main-abc123.js' });
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(body).toBe('console.log(1)');
  });

  it.each(['/assets/main-old.js', '/assets/', '/assets', '/.env'])('has nothing at %s', async (path) => {
    const answered = await hub.ask({ path, headers: { accept: '*/*' } });
    expect([answered.status, codeOf(answered)]).toEqual([404, 'not_found']);
  });

  it.each(['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2f..%2fetc/passwd'])(
    'does not let out of its folder by %s',
    async (path) => {
      const { body } = await hub.ask({ path, headers: html });
      expect(JSON.stringify(body)).not.toContain('root:');
    },
  );
});

it('without a built dashboard the hub says how to build it', async () => {
  await using hub = await TestHub.start({ webDir: '/nowhere' });
  const answered = await hub.ask({ path: '/', headers: html });
  expect(answered).toMatchObject({
    status: 503,
    body: expect.stringContaining('--filter @drover/web build'),
  });
});

describe('the documentation of the API', () => {
  it('is for people who are logged in', async () => {
    await using hub = await TestHub.start();
    expect(codeOf(await hub.ask({ path: '/api/docs/json' }))).toBe('unauthenticated');
    expect(codeOf(await hub.ask({ path: '/api/docs/static/index.html' }))).toBe('unauthenticated');
    await hub.setUp();
    expect((await hub.ask({ path: '/api/docs/' })).status).toBe(200);
  });

  it('tells every route, with its schemas', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const { body } = await hub.ask({ path: '/api/docs/json' });
    expect(body).toMatchObject({
      paths: {
        '/api/sessions': { get: {}, post: { requestBody: { content: { 'application/json': {} } } } },
        '/api/sessions/{sessionId}': { get: {}, patch: {} },
        '/api/sessions/{sessionId}/stop': { post: {} },
        '/api/sessions/{sessionId}/archive': { post: {} },
        '/api/hosts/{hostId}/projects': { get: {} },
        '/api/login': { post: {} },
        '/api/ready': { get: { responses: { 503: {} } } },
      },
    });
  });
});
