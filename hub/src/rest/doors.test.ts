import { describe, expect, it } from 'vitest';
import { ClientSocket } from '../testing/client-socket.ts';
import { codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';

describe('the doors of the REST interface', () => {
  it.each(['evil.example', 'evil.example:80', '192.168.1.7', '127.0.0.1:1', '[::1'])(
    '[B3] refuse the host name %s',
    async (host) => {
      await using hub = await TestHub.start();
      const answered = await hub.ask({ path: '/api/health', headers: { host } });
      expect([answered.status, codeOf(answered)]).toEqual([421, 'bad_host']);
    },
  );

  it('[B3] open to the loopback names with the right port, and to the public URL', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const answered = await hub.ask({ path: '/api/health', headers: { host: `${name}:${hub.port}` } });
      expect(answered.status).toBe(200);
    }
    const answered = await hub.ask({ path: '/api/health', headers: { host: 'drover.example' } });
    expect(answered.status).toBe(200);
  });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://'])(
    '[B2] refuse changes from the origin %s, before the login and the body are looked at',
    async (origin) => {
      await using hub = await TestHub.start();
      const answered = await hub.ask({
        method: 'POST',
        path: '/api/sessions',
        headers: { origin },
        body: '{',
      });
      expect([answered.status, codeOf(answered)]).toEqual([403, 'bad_origin']);
    },
  );

  it('[B2] refuse changes without an origin', async () => {
    await using hub = await TestHub.start();
    const answered = await hub.ask({ method: 'POST', path: '/api/logout', headers: { origin: null } });
    expect([answered.status, codeOf(answered)]).toEqual([403, 'bad_origin']);
  });

  it('[B2] take changes from the public URL', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    const headers = { origin: 'https://drover.example' };
    const answered = await hub.ask({ method: 'POST', path: '/api/logout', headers });
    expect(codeOf(answered)).toBe('unauthenticated');
  });

  it.each(['/api/health', '/api/nothing', '/', '/socket.io/?EIO=4&transport=polling'])(
    'put the security headers on the answer of %s',
    async (path) => {
      await using hub = await TestHub.start();
      const { headers } = await hub.ask({ path });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).toContain(`ws://127.0.0.1:${hub.port}`);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      });
    },
  );

  it('tell a browser under a wrong name the right one and what to do, and repeat nothing', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    const headers = { host: 'evil<b>.example', accept: 'text/html' };
    const { status, body } = await hub.ask({ path: '/<script>', headers });
    expect(status).toBe(421);
    expect(body).toContain('<a href="https://drover.example">');
    expect(body).toContain(`<a href="http://127.0.0.1:${hub.port}">`);
    expect(body).toContain('PUBLIC_URL');
    expect(body).not.toMatch(/evil|<script>/);
  });

  it('tell a page of a wrong origin the right ones and what to do', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    const headers = { origin: 'https://evil.example' };
    const { body } = await hub.ask({ method: 'POST', path: '/api/logout', headers });
    const text = JSON.stringify(body);
    expect(text).toContain(`open https://drover.example or http://127.0.0.1:${hub.port}, or start the hub`);
    expect(text).not.toContain('evil');
  });

  it('open to programs under the further names of the hub, and not to pages from there', async () => {
    await using hub = await TestHub.start({ network: { alsoReachedAs: ['hub:8000'] } });
    const { token } = hub.registerHost();
    const host = 'hub:8000';
    expect(await hub.ask({ path: '/api/health', headers: { host } })).toMatchObject({ status: 200 });
    const headers = { host, origin: 'http://hub:8000' };
    const answered = await hub.ask({ method: 'POST', path: '/api/logout', headers });
    expect([answered.status, codeOf(answered)]).toEqual([403, 'bad_origin']);
    const daemon = await ClientSocket.connect(hub.url, '/daemon', { auth: { token }, headers: { host } });
    daemon.close();
    const page = ClientSocket.connect(hub.url, '/daemon', { auth: { token }, headers });
    await expect(page).rejects.toThrow('websocket error');
  });

  it.each([
    ['the public URL', 'https://drover.example', 'drover.example', 'max-age=31536000'],
    ['a loopback name, where other programs serve http', 'https://drover.example', null, undefined],
    ['a public URL without https', 'http://drover.example', 'drover.example', undefined],
  ])('ask browsers to keep to https under %s', async (_what, publicUrl, host, expected) => {
    await using hub = await TestHub.start({ publicUrl });
    const { headers } = await hub.ask({ path: '/api/health', headers: host ? { host } : {} });
    expect(headers['strict-transport-security']).toBe(expected);
  });

  it('are opened by nothing that a proxy says', async () => {
    await using hub = await TestHub.start({
      publicUrl: 'https://drover.example',
      network: { trustedProxies: ['127.0.0.1'] },
    });
    const forwarded = { 'x-forwarded-host': 'drover.example', 'x-forwarded-proto': 'https' };
    const headers = { ...forwarded, host: 'evil.example', origin: 'https://drover.example' };
    expect(await hub.ask({ path: '/api/health', headers })).toMatchObject({ status: 421 });
    const foreign = { ...forwarded, origin: 'https://evil.example' };
    expect(await hub.ask({ method: 'POST', path: '/api/logout', headers: foreign })).toMatchObject({
      status: 403,
    });
  });
});
