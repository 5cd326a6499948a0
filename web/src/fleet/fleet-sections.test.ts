import { describe, expect, test } from 'vitest';
import { host, session } from '../testing/samples.ts';
import { type FleetFilter, filterFromQuery, NO_FILTER, queryFromFilter } from './fleet-filter.ts';
import { fleetSections } from './fleet-sections.ts';

const atlas = host({ name: 'atlas' });
const boreas = host({ name: 'boreas' });
const hosts = [boreas, atlas];

const checkout = session({ hostId: atlas.hostId, task: 'Fix the checkout test', createdAt: 30 });
const ended = session({ hostId: atlas.hostId, title: 'vim', status: 'exited', createdAt: 10 });
const trainer = session({ hostId: boreas.hostId, projectDir: '/home/ada/git/ml/train', createdAt: 20 });
const sessions = [checkout, trainer, ended];

const shown = (filter: Partial<FleetFilter>) =>
  fleetSections(hosts, sessions, { ...NO_FILTER, ...filter }).map((section) => [
    section.host.name,
    ...section.sessions.map(({ sessionId }) => sessionId),
  ]);

describe('sections of the fleet', () => {
  test('stand by host name, their cards by age', () => {
    expect(shown({})).toEqual([
      ['atlas', ended.sessionId, checkout.sessionId],
      ['boreas', trainer.sessionId],
    ]);
  });

  test('a card keeps its place when its session changes', () => {
    const changed = [trainer, { ...checkout, status: 'failed' as const, endedAt: 99 }, ended];
    const [first] = fleetSections(hosts, changed, NO_FILTER);
    expect(first?.sessions.map(({ sessionId }) => sessionId)).toEqual([ended.sessionId, checkout.sessionId]);
  });

  test('count all sessions of the host, whatever the filter lets through', () => {
    expect(fleetSections(hosts, sessions, { ...NO_FILTER, text: 'checkout' })[0]).toMatchObject({
      activeCount: 1,
      totalCount: 2,
    });
  });
});

describe('the filter', () => {
  test.each([
    ['a task', { text: 'CHECKOUT fix' }, [['atlas', checkout.sessionId]]],
    ['a title', { text: 'vim' }, [['atlas', ended.sessionId]]],
    ['a project', { text: 'ml/train' }, [['boreas', trainer.sessionId]]],
    ['a host', { text: 'boreas' }, [['boreas', trainer.sessionId]]],
    ['a status in words', { text: 'exited' }, [['atlas', ended.sessionId]]],
    ['nothing at all', { text: 'checkout vim' }, []],
  ])('finds %s', (_, filter, expected) => expect(shown(filter)).toEqual(expected));

  test('takes the ended apart from the active', () => {
    expect(shown({ status: 'ended' })).toEqual([['atlas', ended.sessionId]]);
    expect(shown({ status: 'active' }).map(([name]) => name)).toEqual(['atlas', 'boreas']);
  });

  test('on one host shows that host alone, also when it is empty', () => {
    const empty = host({ name: 'zephyr' });
    const sections = fleetSections([...hosts, empty], sessions, { ...NO_FILTER, hostId: empty.hostId });
    expect(sections.map((section) => section.host.name)).toEqual(['zephyr']);
  });

  test('survives in the address', () => {
    const filter: FleetFilter = { text: 'a b&c', hostId: atlas.hostId, status: 'ended' };
    expect(filterFromQuery(new URLSearchParams(queryFromFilter(filter).toString()))).toEqual(filter);
    expect(queryFromFilter(NO_FILTER).toString()).toBe('');
  });

  test('takes a status that it does not know for none', () => {
    expect(filterFromQuery(new URLSearchParams('status=asleep')).status).toBe('all');
  });
});
