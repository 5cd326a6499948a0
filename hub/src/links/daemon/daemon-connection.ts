import {
  DroverError,
  daemonToHub,
  describeIssue,
  Hello,
  type HostId,
  PROTOCOL_VERSION,
  type Problem,
  type SessionId,
} from '@drover/protocol';
import { z } from 'zod';
import type { Logger } from '../../log/logger.ts';
import { dispatch } from '../dispatch.ts';
import { guarded } from '../guarded.ts';
import type { ServerSocket } from '../socket-server.ts';
import { Strikes } from '../strikes.ts';
import { ConnectedDaemon } from './connected-daemon.ts';
import type { DaemonLinkParts } from './daemon-link.ts';
import type { Leases } from './leases.ts';

/** Read before the rest, which another version may have made otherwise. */
const AnyHello = z.looseObject({ protocol: z.int() });

type State = { kind: 'new' } | { kind: 'arriving' } | { kind: 'arrived'; daemon: ConnectedDaemon };

/** One connection of a daemon, from its handshake to its end. */
export class DaemonConnection {
  readonly #hostId: HostId;
  readonly #socket: ServerSocket;
  readonly #leases: Leases;
  readonly #parts: DaemonLinkParts;
  readonly #strikes: Strikes;
  readonly #log: Logger;
  #state: State = { kind: 'new' };

  constructor(hostId: HostId, socket: ServerSocket, leases: Leases, parts: DaemonLinkParts) {
    this.#hostId = hostId;
    this.#socket = socket;
    this.#leases = leases;
    this.#parts = parts;
    this.#log = parts.log.child({ hostId });
    this.#strikes = new Strikes(parts.rates.invalidMessagesPerMinute, () => this.#close());
    socket.once(
      'disconnect',
      guarded(this.#log, (reason: string) => this.#left(reason)),
    );
    this.#listen();
  }

  #listen(): void {
    const { fleet, relay, pictures } = this.#parts;
    const hostId = this.#hostId;
    dispatch({
      socket: this.#socket,
      schemas: { ...daemonToHub, hello: AnyHello },
      handlers: {
        hello: (hello) => this.#hello(hello),
        session: (facts) => this.#expectArrived(() => fleet.sessionTold(hostId, facts)),
        host: (facts) => this.#expectArrived(() => fleet.hostChanged(hostId, facts)),
        load: (load) => this.#expectArrived(() => fleet.loadTold(hostId, load)),
        pictures: (told) => this.#expectArrived(() => pictures.told(hostId, told)),
        'attachment-state': (state) => this.#expectArrived(() => relay.attachmentState(hostId, state)),
        'input-result': (result) => this.#expectArrived(() => relay.inputResult(hostId, result)),
        detached: (message) => this.#expectArrived(() => relay.detached(hostId, message)),
      },
      frame: (frame) => this.#expectArrived(() => relay.frame(hostId, frame)),
      admit: () => {},
      refused: (problem) => this.#refused(problem),
      log: this.#log,
    });
  }

  #expectArrived(act: () => void): void {
    if (this.#state.kind !== 'arrived') throw new DroverError('hello_required', 'Say hello first.');
    act();
  }

  async #hello(message: z.infer<typeof AnyHello>) {
    if (this.#state.kind !== 'new') throw new DroverError('protocol_error', 'Say hello once per connection.');
    const hello = readHello(message);
    this.#state = { kind: 'arriving' };
    await this.#leases.take(this.#hostId, { instanceId: hello.instanceId, socket: this.#socket });
    if (!this.#socket.connected)
      throw new DroverError('protocol_error', 'The connection ended during hello.');
    return this.#arrive(hello);
  }

  #arrive(hello: Hello) {
    const { fleet, daemons, pictures, clock, timings } = this.#parts;
    const daemon = new ConnectedDaemon(this.#hostId, this.#socket);
    const hubTime = clock();
    const startingSince = hubTime - timings.commandDeadline;
    const outcome = fleet.hostArrived(this.#hostId, hello.facts, hello.sessions, startingSince);
    this.#state = { kind: 'arrived', daemon };
    daemons.add(daemon);
    for (const sessionId of outcome.foreign) daemon.tell('forget', { sessionId });
    this.#awaitPending(outcome.pending);
    this.#log.info({ instanceId: hello.instanceId, sessions: hello.sessions.length }, 'host online');
    return { hostId: this.#hostId, hubTime, picturesWanted: pictures.isWanted };
  }

  /** Sessions asked for just before this connection: its host has the rest of their deadline to tell about them. */
  #awaitPending(pending: SessionId[]): void {
    if (pending.length === 0) return;
    const giveUp = guarded(this.#log, () => this.#parts.fleet.loseIfStarting(pending));
    const timer = setTimeout(giveUp, this.#parts.timings.commandDeadline);
    this.#socket.once('disconnect', () => clearTimeout(timer));
  }

  #refused(problem: Problem): void {
    this.#strikes.count(problem);
    if (problem.code === 'forbidden_session') this.#audit(problem.code);
    if (this.#state.kind !== 'arrived' && problem.code !== 'hello_required') {
      this.#log.warn({ problem }, 'host refused');
      if (problem.code === 'host_already_connected') this.#audit(problem.code);
      this.#close();
    }
  }

  #audit(action: string): void {
    this.#parts.audit.record({ actor: this.#hostId, action });
  }

  #left(reason: string): void {
    if (this.#state.kind !== 'arrived') return;
    const { daemons, relay, fleet } = this.#parts;
    this.#log.info({ reason }, 'host offline');
    daemons.remove(this.#state.daemon);
    relay.hostLeft(this.#hostId);
    fleet.hostLeft(this.#hostId);
  }

  #close(): void {
    this.#socket.disconnect(true);
  }
}

/** Throws `unsupported_protocol` or `invalid_hello`. */
function readHello(message: z.infer<typeof AnyHello>): Hello {
  if (message.protocol !== PROTOCOL_VERSION) {
    const versions = `This hub speaks protocol ${PROTOCOL_VERSION}, this daemon ${message.protocol}`;
    throw new DroverError('unsupported_protocol', `${versions}; upgrade the older one.`);
  }
  const hello = Hello.safeParse(message);
  if (!hello.success) throw new DroverError('invalid_hello', describeIssue(hello.error));
  if (new Set(hello.data.sessions.map(({ sessionId }) => sessionId)).size < hello.data.sessions.length) {
    throw new DroverError('invalid_hello', 'sessions: each session must be told once');
  }
  return hello.data;
}
