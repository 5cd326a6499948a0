import { describe, expect, test } from 'vitest';
import { activity } from '../testing/activity-samples.ts';
import { host, session } from '../testing/samples.ts';
import {
  type FleetFilter,
  filterFromQuery,
  groupingFromQuery,
  NO_FILTER,
  queryFromFilter,
  tagsOf,
} from './fleet-filter.ts';
import { type FleetSection, fleetSections, shownIn } from './fleet-sections.ts';

const atlas = host({ name: 'atlas' });
const boreas = host({ name: 'boreas' });
const hosts = [boreas, atlas];

const checkout = session({ hostId: atlas.hostId, task: 'Fix the checkout test', createdAt: 30 });
const ended = session({ hostId: atlas.hostId, title: 'vim', status: 'exited', createdAt: 10 });
const trainer = session({ hostId: boreas.hostId, projectDir: '/home/ada/git/ml/train', createdAt: 20 });
const sessions = [checkout, trainer, ended];

const nameOf = (section: FleetSection) => (section.kind === 'host' ? section.host.name : section.project);
const idsOf = (section: FleetSection | undefined) => section?.entries.map(({ session }) => session.sessionId);

const shown = (filter: Partial<FleetFilter>, all = sessions) =>
  fleetSections(hosts, all, { ...NO_FILTER, ...filter }).map((section) => [
    nameOf(section),
    ...(idsOf(section) ?? []),
  ]);

describe('sections of the fleet', () => {
  test('stand by host name, their cards by age', () => {
    expect(shown({})).toEqual([
      ['atlas', checkout.sessionId, ended.sessionId],
      ['boreas', trainer.sessionId],
    ]);
  });

  test('a card keeps its place when its session changes', () => {
    const younger = session({ hostId: atlas.hostId, createdAt: 40 });
    const order = (first: typeof checkout) => idsOf(fleetSections(hosts, [younger, first], NO_FILTER)[0]);
    expect(order(checkout)).toEqual([checkout.sessionId, younger.sessionId]);
    expect(order({ ...checkout, name: 'Changed', viewers: 2 })).toEqual(order(checkout));
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
    expect(sections.map(nameOf)).toEqual(['zephyr']);
  });

  test('survives in the address', () => {
    const filter: FleetFilter = {
      text: 'a b&c',
      hostId: atlas.hostId,
      status: 'ended',
      activity: 'waiting',
      tag: 'urgent',
    };
    const query = new URLSearchParams(queryFromFilter(filter, 'project').toString());
    expect(filterFromQuery(query)).toEqual(filter);
    expect(groupingFromQuery(query)).toBe('project');
    expect(queryFromFilter(NO_FILTER, 'host').toString()).toBe('');
  });

  test('takes a status and an activity that it does not know for none', () => {
    expect(filterFromQuery(new URLSearchParams('status=asleep&activity=dreaming'))).toEqual(NO_FILTER);
    expect(groupingFromQuery(new URLSearchParams('group=colour'))).toBe('host');
  });

  test('finds by activity, of what runs and is in reach only', () => {
    const waits = { ...checkout, activity: activity({ state: 'waiting', reason: 'plan' }) };
    const over = { ...waits, sessionId: 'over', status: 'exited' as const };
    expect(shown({ activity: 'waiting' }, [waits, over, trainer])).toEqual([['atlas', waits.sessionId]]);
    expect(shown({ text: 'shows a plan' }, [waits, over, trainer])).toEqual([['atlas', waits.sessionId]]);
    const away = { ...atlas, online: false };
    expect(fleetSections([away], [waits], { ...NO_FILTER, activity: 'waiting' })).toEqual([]);
  });

  test('finds by tag, and knows each tag once', () => {
    const tagged = { ...checkout, tags: ['urgent', 'api'] };
    expect(shown({ tag: 'urgent' }, [tagged, trainer])).toEqual([['atlas', checkout.sessionId]]);
    expect(tagsOf([tagged, { ...trainer, tags: ['api'] }])).toEqual(['api', 'urgent']);
  });
});

describe('by project', () => {
  const twin = session({ hostId: boreas.hostId, projectDir: '/home/ada/git/shop/api', createdAt: 40 });
  const grouped = (filter: Partial<FleetFilter> = {}) =>
    fleetSections(hosts, [...sessions, twin], { ...NO_FILTER, ...filter }, 'project');

  test('one project on two hosts is one section', () => {
    expect(grouped().map((section) => [nameOf(section), ...(idsOf(section) ?? [])])).toEqual([
      ['ml/train', trainer.sessionId],
      ['shop/api', checkout.sessionId, twin.sessionId, ended.sessionId],
    ]);
  });

  test('the filter holds all the same', () => {
    expect(grouped({ hostId: boreas.hostId }).map(nameOf)).toEqual(['ml/train', 'shop/api']);
    expect(grouped({ text: 'checkout' }).map(idsOf)).toEqual([[checkout.sessionId]]);
  });
});

test('a companion that matches shows its parent, and both count', () => {
  const shell = session({ hostId: atlas.hostId, parentId: checkout.sessionId, task: 'Watch the log' });
  const sections = fleetSections(hosts, [...sessions, shell], { ...NO_FILTER, text: 'log' });
  expect(idsOf(sections[0])).toEqual([checkout.sessionId]);
  expect(shownIn(sections)).toBe(2);
});
