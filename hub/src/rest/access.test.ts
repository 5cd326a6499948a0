import { ROLES, type Role } from '@drover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_NETWORK } from '../config/config.ts';
import { Doors } from '../doors/doors.ts';
import { createLogger } from '../log/logger.ts';
import { type Answered, codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';
import { askWith, type TestPerson } from '../testing/test-person.ts';
import { TestProvider } from '../testing/test-provider.ts';
import { type Needed, routeGroups } from './access.ts';
import { createApp } from './app.ts';

/** Every route of the API. Whoever adds one decides here, once more, who may use it. */
const NEEDED: Record<string, Needed> = {
  'GET /api/health': 'open',
  'GET /api/ready': 'open',
  'GET /api/version': 'open',
  'GET /api/setup': 'open',
  'POST /api/setup': 'open',
  'GET /api/login-options': 'open',
  'POST /api/login': 'open',
  'GET /api/oidc/login': 'open',
  'GET /api/oidc/callback': 'open',
  'POST /api/invites/look': 'open',
  'POST /api/invites/accept': 'open',
  'POST /api/logout': 'account',
  'POST /api/me/password': 'account',
  'GET /api/me/logins': 'account',
  'DELETE /api/me/logins/{loginId}': 'account',
  'POST /api/me/logins/end-others': 'account',
  'GET /api/me/tokens': 'account',
  'POST /api/me/tokens': 'account',
  'DELETE /api/me/tokens/{tokenId}': 'account',
  'GET /api/me': 'viewer',
  'GET /api/hosts': 'viewer',
  'GET /api/hosts/{hostId}': 'viewer',
  'GET /api/sessions': 'viewer',
  'GET /api/sessions/{sessionId}': 'viewer',
  'GET /api/sessions/{sessionId}/changes': 'viewer',
  'GET /metrics': 'viewer',
  'GET /api/hosts/{hostId}/projects': 'operator',
  'GET /api/hosts/{hostId}/project': 'operator',
  'GET /api/hosts/{hostId}/conversations': 'operator',
  'GET /api/hosts/{hostId}/worktrees': 'viewer',
  'POST /api/hosts/{hostId}/worktrees/remove': 'operator',
  'POST /api/hosts/{hostId}/worktrees/restore': 'operator',
  'POST /api/sessions': 'operator',
  'PATCH /api/sessions/{sessionId}': 'operator',
  'POST /api/sessions/{sessionId}/resume': 'operator',
  'POST /api/sessions/{sessionId}/answer': 'operator',
  'POST /api/sessions/{sessionId}/activity-report': 'operator',
  'POST /api/sessions/{sessionId}/stop': 'operator',
  'POST /api/sessions/{sessionId}/archive': 'operator',
  'POST /api/hosts': 'admin',
  'PATCH /api/hosts/{hostId}': 'admin',
  'DELETE /api/hosts/{hostId}': 'admin',
  'GET /api/hosts/{hostId}/deletion': 'admin',
  'GET /api/hosts/{hostId}/deployment': 'admin',
  'POST /api/hosts/{hostId}/token': 'admin',
  'POST /api/hosts/{hostId}/revoke': 'admin',
  'GET /api/people': 'admin',
  'PATCH /api/people/{userId}': 'admin',
  'DELETE /api/people/{userId}': 'admin',
  'POST /api/people/{userId}/reset': 'admin',
  'GET /api/invites': 'admin',
  'POST /api/invites': 'admin',
  'DELETE /api/invites/{inviteId}': 'admin',
  'GET /api/audit': 'admin',
  'GET /api/audit.jsonl': 'admin',
  'GET /api/status': 'admin',
};

const closed = Object.entries(NEEDED).filter(
  (entry): entry is [string, Exclude<Needed, 'open'>] => entry[1] !== 'open',
);

describe('every route', () => {
  let provider: TestProvider;
  let hub: TestHub;
  let people: Record<Role, TestPerson>;
  beforeAll(async () => {
    provider = await TestProvider.start();
    hub = await TestHub.start({ oidc: provider.config() });
    await hub.setUp();
    people = {
      viewer: await hub.join('viewer'),
      operator: await hub.join('operator'),
      admin: await hub.join('admin', 'boss'),
    };
  });
  afterAll(async () => {
    await hub[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  });

  const requestOf = (route: string) => {
    const [method = '', path = ''] = route.split(' ');
    const id = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
    return { method, path: path.replace(/\{\w+\}/g, id) };
  };
  const isAdmitted = (answered: Answered) => ![401, 403].includes(answered.status);

  it('has been decided about', async () => {
    const { body } = await hub.ask({ path: '/api/docs/json' });
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(body);
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual(Object.keys(NEEDED).sort());
  });

  it.each(closed)('[B1] is nobody’s without login, also with a token that is none: %s', async (route) => {
    const cookies = [null, 'drover_session=nonsense', `drover_session=${people.admin.user.userId}`];
    for (const cookie of cookies) {
      const answered = await hub.ask({ ...requestOf(route), headers: { cookie } });
      expect([answered.status, codeOf(answered)]).toEqual([401, 'unauthenticated']);
    }
    // The cookie beside it is good, and does not count.
    const headers = { cookie: people.admin.cookie };
    for (const secret of ['', 'nonsense', `drover_${'A'.repeat(43)}`]) {
      const answered = await askWith(hub, secret, { ...requestOf(route), headers });
      expect([answered.status, codeOf(answered)]).toEqual([401, 'unauthenticated']);
    }
  });

  it.each(closed.filter(([route]) => route !== 'POST /api/logout'))('%s is for %s', async (route, needed) => {
    for (const role of ROLES) {
      const may = needed === 'account' || ROLES.indexOf(role) >= ROLES.indexOf(needed);
      const answered = await people[role].ask(requestOf(route));
      expect([role, isAdmitted(answered)]).toEqual([role, may]);
      if (may) continue;
      const words = `This needs the role ${needed}, and you have ${role}`;
      expect(answered.body).toMatchObject({
        error: { code: 'forbidden', message: expect.stringContaining(words) },
      });
    }
  });

  it.each(closed)('%s is for %s, by token as far as its scope goes', async (route, needed) => {
    for (const scope of ROLES) {
      const { secret } = await people.admin.token(scope);
      const may = needed !== 'account' && ROLES.indexOf(scope) >= ROLES.indexOf(needed);
      const answered = await askWith(hub, secret, requestOf(route));
      expect([scope, isAdmitted(answered)]).toEqual([scope, may]);
    }
  });
});

it('a hub does not start with a route for which nobody has decided', async () => {
  await using hub = await TestHub.start();
  const app = createApp({
    doors: new Doors(null, DEFAULT_NETWORK),
    certificate: null,
    isTrusted: () => false,
    log: createLogger('silent'),
  });
  const group = routeGroups(app, hub.hub.people.access);
  group('viewer', (routes) => {
    routes.get('/api/decided', async () => 'yes');
  });
  app.get('/api/forgotten', async () => 'no');
  await expect(app.ready()).rejects.toThrow('GET /api/forgotten is in no group');
  await app.close();
});
