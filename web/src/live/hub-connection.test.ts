import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DroverError, type Problem, socketParser, UI_NAMESPACE } from '@drover/protocol';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fleet as sampleFleet } from '../testing/samples.ts';
import { type ConnectionState, HubConnection } from './hub-connection.ts';

const ATTACH_ID = '00000000-0000-4000-8000-000000000001';

/** The hub's end of the link, on a real socket. */
class HubEnd {
  readonly #http = createServer();
  #server = this.#serve();
  /** What every dashboard is told that connects. */
  refusal: Problem | null = null;

  #serve(): Server {
    const server = new Server(this.#http, { parser: socketParser, transports: ['websocket'] });
    server.of(UI_NAMESPACE).use((_socket, next) => next(this.refusal ? refusal(this.refusal) : undefined));
    return server;
  }

  async listen(port = 0): Promise<number> {
    this.#http.listen(port, '127.0.0.1');
    await once(this.#http, 'listening');
    return (this.#http.address() as AddressInfo).port;
  }

  /** The next dashboard that connects; it is told nothing yet. */
  async nextSocket(): Promise<Socket> {
    const [socket] = await once(this.#server.of(UI_NAMESPACE) as never, 'connection');
    return socket;
  }

  async close(): Promise<void> {
    await this.#server.close();
  }
}

const refusal = (data: Problem) => Object.assign(new Error(data.code), { data });

const fleet = (hubTime = Date.now()) => sampleFleet({ hubTime });

const nextState = (connection: HubConnection, status: ConnectionState['status']) =>
  new Promise<void>((resolve) => {
    const stop = connection.onState((state) => {
      if (state.status !== status) return;
      stop();
      resolve();
    });
  });

/** Passes HTTP on, and closes WebSockets as soon as they are open, as proxies do that do not know them. */
async function closingProxy() {
  const health = (_request: unknown, response: ServerResponse) => void response.end('{"status":"ok"}');
  const server = createServer(health).on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, server, [Symbol.asyncDispose]: async () => void server.close() };
}

let hub: HubEnd;
let connection: HubConnection;
let port: number;

beforeEach(async () => {
  hub = new HubEnd();
  port = await hub.listen();
  connection = new HubConnection(`http://127.0.0.1:${port}`);
});

afterEach(async () => {
  connection.close();
  await hub.close();
});

async function connect(hubTime?: number): Promise<Socket> {
  const opened = hub.nextSocket();
  connection.open();
  const socket = await opened;
  const online = nextState(connection, 'online');
  socket.emit('fleet', fleet(hubTime));
  await online;
  return socket;
}

describe('the connection to the hub', () => {
  test('is online once the fleet is told, not when the socket opens', async () => {
    const opened = hub.nextSocket();
    connection.open();
    const socket = await opened;
    expect(connection.state.status).toBe('connecting');
    const online = nextState(connection, 'online');
    socket.emit('fleet', fleet());
    await online;
  });

  test('[F36] learns how far the clock of the hub is off', async () => {
    await connect(Date.now() + 3_600_000);
    expect(connection.clock.offsetMs).toBeGreaterThan(3_590_000);
    expect(connection.clock.now() - Date.now()).toBe(connection.clock.offsetMs);
  });

  test('answers a request with the value of the hub', async () => {
    const socket = await connect();
    socket.on('pictures', (_payload, ack) => ack({ ok: true, value: 7 }));
    expect(await connection.request('pictures', { wanted: true })).toBe(7);
  });

  test('takes an answer without a value for a success', async () => {
    const socket = await connect();
    socket.on('pictures', (_payload, ack) => ack({ ok: true }));
    expect(await connection.request('pictures', { wanted: true })).toBeUndefined();
  });

  test('rejects with what the hub says is wrong', async () => {
    const socket = await connect();
    socket.on('detach', (_payload, ack) =>
      ack({ ok: false, error: { code: 'not_attached', message: 'Attach first.' } }),
    );
    await expect(connection.request('detach', { attachId: ATTACH_ID })).rejects.toEqual(
      new DroverError('not_attached', 'Attach first.'),
    );
  });

  test('passes frames on both ways', async () => {
    const socket = await connect();
    const fromHub = Promise.withResolvers<Uint8Array>();
    const fromPage = Promise.withResolvers<Uint8Array>();
    connection.onFrame(fromHub.resolve);
    socket.on('frame', fromPage.resolve);
    socket.emit('frame', Buffer.from([1, 2, 3]));
    expect(connection.sendFrame(new Uint8Array([4, 5]))).toBe(true);
    expect([...(await fromHub.promise)]).toEqual([1, 2, 3]);
    expect([...(await fromPage.promise)]).toEqual([4, 5]);
  });

  test('does not pass on a message that is not of the protocol', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const socket = await connect();
    const gone: string[] = [];
    connection.on('session-gone', ({ sessionId }) => gone.push(sessionId));
    socket.emit('session-gone', { sessionId: '../../etc' });
    socket.emit('session-gone', { sessionId: ATTACH_ID });
    await vi.waitFor(() => expect(gone).toEqual([ATTACH_ID]));
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });
});

describe('a broken connection', () => {
  test('[F15] refuses what is asked meanwhile, and delivers none of it later', async () => {
    const offline = connect().then((socket) => {
      const offline = nextState(connection, 'offline');
      socket.disconnect(true);
      return offline;
    });
    await offline;
    expect(connection.sendFrame(new Uint8Array([1]))).toBe(false);
    expect(connection.send('ack', { attachId: ATTACH_ID, consumed: 1 })).toBe(false);
    await expect(connection.request('pictures', { wanted: true })).rejects.toThrow('cannot be reached');

    const socket = await hub.nextSocket();
    const late = vi.fn();
    socket.onAny(late);
    const online = nextState(connection, 'online');
    socket.emit('fleet', fleet());
    await online;
    socket.on('pictures', (_payload, ack) => ack({ ok: true }));
    await connection.request('pictures', { wanted: true });
    expect(late.mock.calls.map(([event]) => event)).toEqual(['pictures']);
  });

  test('[F25] is laid to a proxy that lets HTTP through and closes each socket', async () => {
    await using proxy = await closingProxy();
    const shut = new HubConnection(proxy.origin, 100);
    const offline = nextState(shut, 'offline');
    shut.open();
    await offline;
    expect(shut.state.obstacle).toBeNull();
    await vi.waitFor(() => expect(shut.state.obstacle).toBe('socket-blocked'), { timeout: 10_000 });
    shut.close();
    expect(shut.state.obstacle).toBeNull();
  });

  test('[F25] is not laid to a proxy while the hub does not answer HTTP either', async () => {
    await using proxy = await closingProxy();
    const asked = Promise.withResolvers<void>();
    let questions = 0;
    proxy.server.removeAllListeners('request').on('request', (_request, response) => {
      response.writeHead(502).end();
      questions += 1;
      if (questions === 3) asked.resolve();
    });
    const away = new HubConnection(proxy.origin, 100);
    away.open();
    await asked.promise;
    expect(away.state).toMatchObject({ status: 'offline', obstacle: null });
    away.close();
  });

  test('[F26] says that this page is outdated when the hub is of another version', async () => {
    hub.refusal = { code: 'unsupported_protocol', message: 'Reload the page.' };
    const offline = nextState(connection, 'offline');
    connection.open();
    await offline;
    await vi.waitFor(() => expect(connection.state.obstacle).toBe('page-outdated'));
    hub.refusal = null;
    await connect();
    expect(connection.state).toMatchObject({ status: 'online', obstacle: null });
  });

  test('fails a request that was on its way', async () => {
    const socket = await connect();
    socket.on('pictures', () => socket.disconnect(true));
    await expect(connection.request('pictures', { wanted: true })).rejects.toThrow('did not answer');
  });

  test('[F1] comes back by itself when the hub is started again', async () => {
    await connect();
    const offline = nextState(connection, 'offline');
    await hub.close();
    await offline;
    hub = new HubEnd();
    await hub.listen(port);
    const socket = await hub.nextSocket();
    const online = nextState(connection, 'online');
    socket.emit('fleet', fleet());
    await online;
  });

  test('is tried again at once when that is asked for, and left alone while it holds', async () => {
    hub.refusal = { code: 'unauthenticated', message: 'Log in and try again.' };
    const offline = nextState(connection, 'offline');
    connection.open();
    await offline;
    hub.refusal = null;
    const opened = hub.nextSocket();
    connection.retry();
    const socket = await opened;
    const online = nextState(connection, 'online');
    socket.emit('fleet', fleet());
    await online;
    connection.retry();
    socket.on('pictures', (_payload, ack) => ack({ ok: true }));
    await connection.request('pictures', { wanted: true });
    expect(socket.connected).toBe(true);
  });

  test('[F66] is told apart from a login that has ended', async () => {
    const socket = await connect();
    const refused = Promise.withResolvers<void>();
    connection.onUnauthenticated(refused.resolve);
    hub.refusal = { code: 'unauthenticated', message: 'Log in and try again.' };
    socket.disconnect(true);
    await refused.promise;
    expect(connection.state.status).toBe('offline');
    hub.refusal = null;
    await connect();
    expect(connection.state.status).toBe('online');
  });
});
