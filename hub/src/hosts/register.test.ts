import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../db/database.ts';
import { hashSecret } from '../secrets/secrets.ts';
import { HostStore } from './host-store.ts';
import { registerLocalHost } from './register.ts';

describe('the host that is this machine', () => {
  let folder: string;
  let db: Database;
  let store: HostStore;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'drover-hosts-'));
    db = new Database(path.join(folder, 'hub.db'));
    store = new HostStore(db);
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['atlas', 'atlas'],
    ['  atlas  ', 'atlas'],
    ['', 'host'],
    ['\u202eatlas\u0007', 'atlas'],
    ['x'.repeat(100), `${'x'.repeat(63)}…`],
  ])('[B10] registered as %j is called %j', (wanted, name) => {
    expect(registerLocalHost(store, { name: wanted, token: 'token' }, 0).name).toBe(name);
  });

  it('[B10] has a name of its own, whatever the case', () => {
    for (const name of ['Atlas', 'ATLAS-2']) {
      store.add({ name, tokenHash: hashSecret(name), isLocal: false, createdAt: 0 });
    }
    expect(registerLocalHost(store, { name: 'atlas', token: 'token' }, 0).name).toBe('atlas-3');
  });

  it('stays the same when its token or its name change', () => {
    const first = registerLocalHost(store, { name: 'atlas', token: 'one' }, 0);
    const second = registerLocalHost(store, { name: 'other', token: 'two' }, 1);
    expect(second).toMatchObject({ hostId: first.hostId, name: 'atlas', tokenHash: hashSecret('two') });
    expect(store.findByTokenHash(hashSecret('one'))).toBeUndefined();
    expect(store.all()).toHaveLength(1);
  });

  it('is open again when the hub is started with it, whatever an admin did meanwhile', () => {
    const { hostId } = registerLocalHost(store, { name: 'atlas', token: 'one' }, 0);
    store.change(hostId, { nextTokenHash: hashSecret('two'), revokedAt: 1 });
    const row = { hostId, tokenHash: hashSecret('two'), nextTokenHash: null, revokedAt: null };
    expect(registerLocalHost(store, { name: 'atlas', token: 'two' }, 2)).toMatchObject(row);
    expect(store.find(hostId)).toMatchObject(row);
  });

  it('is refused with the token of another host, also one that is not used yet', () => {
    const bert = store.add({ name: 'bert', tokenHash: hashSecret('one'), isLocal: false, createdAt: 0 });
    store.change(bert.hostId, { nextTokenHash: hashSecret('two') });
    for (const token of ['one', 'two']) {
      const start = () => registerLocalHost(store, { name: 'atlas', token }, 0);
      expect(start).toThrow(expect.objectContaining({ exitCode: 78 }));
      expect(start).toThrow("that of the host 'bert'");
    }
    expect(store.all()).toHaveLength(1);
  });
});
