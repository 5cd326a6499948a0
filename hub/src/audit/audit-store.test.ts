import { AuditLine, AuditPage } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testing/http-client.ts';
import { movableClock } from '../testing/movable-clock.ts';
import { ADA, spawnBody, TestHub } from '../testing/test-hub.ts';
import { codeIn, inviteCode, PASSWORD } from '../testing/test-person.ts';

const page = async (hub: TestHub, query = '') =>
  AuditPage.parse((await hub.ask({ path: `/api/audit?${query}` })).body);

const actionsOf = ({ lines }: AuditPage) => lines.map(({ action }) => action);

/** A hub whose audit has lines of our own only, numbered from 0. */
async function withLines(count: number) {
  const clock = movableClock();
  const hub = await TestHub.start({ clock: clock.now });
  await hub.setUp();
  for (let number = 0; number < count; number++) {
    hub.hub.audit.record({ actor: 'hub', action: 'test', subject: `s-${number}`, detail: { number } });
  }
  return { hub, clock };
}

describe('the audit', () => {
  it('tells all that people do with people, under the names of then, and from where', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    await hub.post('/api/login', { ...ADA, password: 'wrong' });
    const bob = await hub.join('operator', 'bob');
    const { token } = await bob.token('viewer', 30);
    await bob.ask({ method: 'DELETE', path: `/api/me/tokens/${token.tokenId}` });
    await bob.logIn();
    await bob.post('/api/me/logins/end-others', {});
    await bob.post('/api/me/password', { current: 'wrong', next: 'a new horse charger' });
    await bob.post('/api/me/password', { current: PASSWORD, next: 'a new horse charger' });
    await bob.post('/api/logout');
    const reset = await hub.post(`${bob.path}/reset`, {});
    const code = codeIn((reset.body as { url: string }).url);
    await hub.post('/api/invites/accept', { code, name: null, password: PASSWORD });
    await hub.ask({ method: 'PATCH', path: bob.path, body: { role: 'viewer' } });
    await hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: true } });
    await hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: false } });
    await hub.ask({ method: 'DELETE', path: bob.path });
    const { lines } = await page(hub);
    const told = lines.map((line) => `${line.actorName} ${line.action} ${line.subjectName}`);
    expect(told.reverse()).toEqual([
      'ada setup ada',
      'ada login ada',
      'null login_failed ada',
      'ada invite_made null',
      'bob invite_used bob',
      'bob login bob',
      'bob token_made script',
      'bob token_deleted script',
      'bob login bob',
      'bob login_ended bob',
      'bob password_refused bob',
      'bob password_changed bob',
      'bob logout bob',
      'ada reset_made bob',
      'bob reset_used bob',
      'bob login bob',
      'ada person_role bob',
      'ada person_disabled bob',
      'ada person_enabled bob',
      'ada person_deleted bob',
    ]);
    expect(new Set(lines.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
  });

  it('tells what people do with sessions', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const host = hub.registerHost();
    await hub.daemon(host.token);
    const { sessionId } = await hub.spawn(host.hostId);
    const path = `/api/sessions/${sessionId}`;
    await hub.ask({ method: 'PATCH', path, body: { task: 'Mend the fence' } });
    await hub.post(`${path}/stop`, { commandId: spawnBody(host.hostId).commandId });
    await hub.post(`${path}/archive`);
    const { lines } = await page(hub, `q=${sessionId}`);
    expect(lines.map(({ action }) => action).reverse()).toEqual([
      'session_asked',
      'session_started',
      'session_edited',
      'session_stopped',
      'session_archived',
    ]);
    expect(lines[0]).toMatchObject({
      actorName: 'ada',
      subjectName: 'Mend the fence @ atlas',
      address: '127.0.0.1',
      detail: { host: 'atlas', profile: 'shell', projectDir: '/home/ada/git/drover' },
    });
  });

  it('tells a start that the host refuses as that, with the reason', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const host = hub.registerHost();
    const daemon = await hub.daemon(host.token);
    daemon.onCommand = () => ({ ok: false, error: { code: 'path_outside_roots', message: 'No.' } });
    await hub.post('/api/sessions', spawnBody(host.hostId));
    const { lines } = await page(hub, 'q=session');
    expect(lines.map(({ action }) => action)).toEqual(['session_refused', 'session_asked']);
    expect(lines[0]).toMatchObject({
      actorName: 'ada',
      subjectName: 'shell @ atlas',
      detail: { code: 'path_outside_roots' },
    });
  });

  it('keeps no secret, and no name that is nobody’s: it may be a password in the wrong field', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const code = await inviteCode(hub, 'viewer');
    const { secret } = await (await hub.join('operator')).token('operator');
    await hub.post('/api/login', { name: 'hunter2', password: 'hunter3' });
    const { body } = await hub.ask({ path: '/api/audit.jsonl' });
    for (const word of ['hunter2', 'hunter3', secret, code, PASSWORD, ADA.password]) {
      expect(body).not.toContain(word);
    }
  });

  it('finds lines by all words, in any of their fields, by action and by time', async () => {
    const { hub, clock } = await withLines(0);
    await using _ = hub;
    await hub.join('operator', 'bob');
    const before = clock.now();
    clock.advance(60_000);
    await hub.join('viewer', 'eve');
    const found = async (query: string) => actionsOf(await page(hub, query)).sort();
    expect(await found('q=bob')).toEqual(['invite_used', 'login']);
    expect(await found('q=BOB%20used%20%20operator')).toEqual(['invite_used']);
    expect(await found('q=bob%20eve')).toEqual([]);
    expect(await found('q=127.0.0.1&action=login')).toEqual(['login', 'login', 'login']);
    expect(await found(`action=invite_used&since=${before + 1}`)).toEqual(['invite_used']);
    expect(await found(`action=invite_used&until=${before}`)).toEqual(['invite_used']);
    expect((await page(hub)).actions).toEqual(['invite_made', 'invite_used', 'login', 'setup']);
  });

  it.each(['%', '_', '\\', "'", '"', "');drop-table-audit;--"])(
    'takes %s in a search as it is',
    async (word) => {
      const { hub } = await withLines(3);
      await using _ = hub;
      const found = () => page(hub, `q=${encodeURIComponent(`s${word}`)}`);
      expect((await found()).lines).toEqual([]);
      hub.hub.audit.record({ actor: 'hub', action: 'odd', subject: `s${word}` });
      expect(actionsOf(await found())).toEqual(['odd']);
    },
  );

  it('comes in pages, newest first, without gap or repetition while it grows', async () => {
    const { hub } = await withLines(10);
    await using _ = hub;
    const numbers: unknown[] = [];
    for (let next: number | null = null, asked = 0; asked < 10; asked++) {
      const told: AuditPage = await page(hub, `action=test&limit=4${next === null ? '' : `&before=${next}`}`);
      numbers.push(...told.lines.map(({ detail }) => detail?.number));
      hub.hub.audit.record({ actor: 'hub', action: 'test', detail: { number: 'new' } });
      next = told.next;
      if (next === null) break;
    }
    expect(numbers).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('is told as a JSON object a line, oldest first, all that fits and in bounded batches', async () => {
    const { hub } = await withLines(1_234);
    await using _ = hub;
    const answered = await hub.ask({ path: '/api/audit.jsonl?action=test' });
    expect(answered.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    const lines = String(answered.body).trimEnd().split('\n');
    const numbers = lines.map((line) => AuditLine.parse(JSON.parse(line)).detail?.number);
    expect(numbers).toEqual(Array.from({ length: 1_234 }, (_, number) => number));
    const sizes = [...hub.hub.audit.batches({ action: 'test' })].map((batch) => batch.length);
    expect(sizes).toEqual([500, 500, 234]);
  });

  it.each([
    'limit=-1',
    'limit=0',
    'limit=1e9',
    'limit=501',
    'before=1;drop',
    'since=x',
    'until=-1',
    'page=2',
    'limit=1&limit=2',
  ])('[B20] is not asked for with %s', async (query) => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const answered = await hub.ask({ path: `/api/audit?${query}` });
    expect([answered.status, codeOf(answered)]).toEqual([422, 'invalid_query']);
  });
});
