import { describe, expect, it } from 'vitest';
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
        'cross-origin-opener-policy': 'same-origin',
      });
    },
  );
});
