import { expect, test, vi } from 'vitest';
import { fleet, host, session } from '../testing/samples.ts';
import { FleetStore } from './fleet-store.ts';

const atlas = host({ name: 'atlas' });
const one = session({ hostId: atlas.hostId });
const two = session({ hostId: atlas.hostId });

function storeWith(...sessions: (typeof one)[]): FleetStore {
  const store = new FleetStore();
  store.replace(fleet({ hosts: [atlas], sessions }));
  return store;
}

test('knows nothing until the fleet is told', () => {
  const store = new FleetStore();
  expect(store.state).toMatchObject({ loaded: false, version: '' });
  store.replace(fleet());
  expect(store.state).toMatchObject({ loaded: true, version: '1.2.3' });
});

test('a fleet told again replaces all that was known', () => {
  const store = storeWith(one, two);
  store.replace(fleet({ hosts: [atlas], sessions: [two] }));
  expect([...store.state.sessions.keys()]).toEqual([two.sessionId]);
});

test('a change of one session leaves the others identical', () => {
  const store = storeWith(one, two);
  store.setSession({ ...one, viewers: 3 });
  expect(store.state.sessions.get(one.sessionId)?.viewers).toBe(3);
  expect(store.state.sessions.get(two.sessionId)).toBe(two);
});

test('a session that is gone is forgotten, and only a change is told', () => {
  const store = storeWith(one);
  const listener = vi.fn();
  store.subscribe(listener);
  store.removeSession(one.sessionId);
  store.removeSession(one.sessionId);
  expect(store.state.sessions.size).toBe(0);
  expect(listener).toHaveBeenCalledTimes(1);
});

test('who stopped listening is told no more', () => {
  const store = storeWith();
  const listener = vi.fn();
  store.subscribe(listener)();
  store.setHost({ ...atlas, online: false });
  expect(store.state.hosts.get(atlas.hostId)?.online).toBe(false);
  expect(listener).not.toHaveBeenCalled();
});

test('a host that is gone takes its sessions along, and no others', () => {
  const other = session();
  const store = storeWith(one, two, other);
  store.removeHost(atlas.hostId);
  expect(store.state.hosts.size).toBe(0);
  expect([...store.state.sessions.keys()]).toEqual([other.sessionId]);
});

test('who watches and the state of the hub are told with the fleet, and the state anew when it changes', () => {
  const store = new FleetStore();
  expect(store.state.me).toBeNull();
  store.replace(fleet());
  expect(store.state.me?.role).toBe('admin');
  store.setHub({ storageFull: true, release: null });
  expect(store.state.hub.storageFull).toBe(true);
});
