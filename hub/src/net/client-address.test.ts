import { DAEMON_NAMESPACE } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { ClientSocket, Refused } from '../testing/client-socket.ts';
import { codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';

const rates = { failedLoginsPerMinute: 1, badTokensPerMinute: 1 };
const from = (address: string) => ({ 'x-forwarded-for': address });

const logIn = async (hub: TestHub, address: string) =>
  codeOf(
    await hub.ask({
      method: 'POST',
      path: '/api/login',
      headers: from(address),
      body: { name: 'ada', password: 'wrong' },
    }),
  );

async function knock(hub: TestHub, address: string): Promise<string | undefined> {
  const auth = { token: 'the token of no host' };
  const error = await ClientSocket.connect(hub.url, DAEMON_NAMESPACE, { auth, headers: from(address) }).catch(
    (caught) => caught,
  );
  return error instanceof Refused ? error.problem?.code : undefined;
}

describe('the address of a client', () => {
  it('is what a trusted proxy says, for requests and sockets alike', async () => {
    await using hub = await TestHub.start({ rates, network: { trustedProxies: ['127.0.0.0/8'] } });
    expect(await logIn(hub, '198.51.100.1')).toBe('invalid_credentials');
    expect(await logIn(hub, '198.51.100.1')).toBe('rate_limited');
    expect(await logIn(hub, '198.51.100.2')).toBe('invalid_credentials');
    expect(await knock(hub, '198.51.100.1')).toBe('invalid_token');
    expect(await knock(hub, '198.51.100.1')).toBe('rate_limited');
    expect(await knock(hub, '198.51.100.2')).toBe('invalid_token');
  });

  it('is not what the client itself says, in front of the proxy', async () => {
    await using hub = await TestHub.start({ rates, network: { trustedProxies: ['127.0.0.0/8'] } });
    expect(await logIn(hub, '203.0.113.9, 198.51.100.1')).toBe('invalid_credentials');
    expect(await logIn(hub, '203.0.113.10, 198.51.100.1')).toBe('rate_limited');
  });

  it('is the other end of the line without trusted proxies, whatever is said', async () => {
    await using hub = await TestHub.start({ rates });
    expect(await logIn(hub, '198.51.100.1')).toBe('invalid_credentials');
    expect(await logIn(hub, '198.51.100.2')).toBe('rate_limited');
    expect(await knock(hub, '198.51.100.1')).toBe('invalid_token');
    expect(await knock(hub, '198.51.100.2')).toBe('rate_limited');
  });
});
