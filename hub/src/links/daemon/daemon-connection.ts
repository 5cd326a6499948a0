import {
  DroverError,
  daemonToHub,
  type Hello,
  type HostId,
  type Problem,
  type SessionId,
} from '@drover/protocol';
import type { z } from 'zod';
import type { Logger } from '../../log/logger.ts';
import { dispatch } from '../dispatch.ts';
import { guarded } from '../guarded.ts';
import type { ServerSocket } from '../socket-server.ts';
import { Strikes } from '../strikes.ts';
import { ConnectedDaemon } from './connected-daemon.ts';
import type { DaemonLinkParts } from './daemon-link.ts';
import type { Leases } from './leases.ts';
import { AnyHello, readHello } from './read-hello.ts';

type State = { kind: 'new' | 'arriving' | 'ended' } | { kind: 'arrived'; daemon: ConnectedDaemon };

/** One connection of a daemon, from its handshake to its end. */
export class DaemonConnection {
  readonly hostId: HostId;
  readonly #socket: ServerSocket;
  readonly #leases: Leases;
  readonly #parts: DaemonLinkParts;
  readonly #strikes: Strikes;
  readonly #log: Logger;
  #state: State = { kind: 'new' };

  constructor(hostId: HostId, socket: ServerSocket, leases: Leases, parts: DaemonLinkParts) {
    this.hostId = hostId;
    this.#socket = socket;
    this.#leases = leases;
    this.#parts = parts;
    this.#log = parts.log.child({ hostId });
    this.#strikes = new Strikes(parts.rates.invalidMessagesPerMinute, () => this.#close());
    socket.once(
      'disconnect',
      guarded({ ...parts, log: this.#log }, (reason: string) => this.#left(reason)),
    );
    this.#listen();
  }

  /** Puts the daemon out at once, and takes nothing more from it. */
  end(reason: Problem): void {
    if (this.#state.kind === 'arrived') this.#state.daemon.tell('refused', reason);
    this.#log.warn({ problem: reason }, 'host put out');
    this.#close();
  }

  #listen(): void {
    const { fleet, relay, pictures } = this.#parts;
    const hostId = this.hostId;
    dispatch({
      socket: this.#socket,
      schemas: { ...daemonToHub, hello: AnyHello },
      handlers: {
        hello: (hello) => this.#hello(hello),
        session: (facts) => this.#expectArrived(() => fleet.sessionTold(hostId, facts)),
        host: (facts) => this.#expectArrived(() => fleet.hostChanged(hostId, facts)),
        processes: (told) => this.#expectArrived(() => fleet.processesTold(hostId, told)),
        load: (load) => this.#expectArrived(() => fleet.loadTold(hostId, load)),
        pictures: (told) => this.#expectArrived(() => pictures.told(hostId, told)),
        'attachment-state': (state) => this.#expectArrived(() => relay.attachmentState(hostId, state)),
        'input-result': (result) => this.#expectArrived(() => relay.inputResult(hostId, result)),
        detached: (message) => this.#expectArrived(() => relay.detached(hostId, message)),
      },
      frame: (frame) => this.#expectArrived(() => relay.frame(hostId, frame)),
      admit: () => {},
      refused: (problem) => this.#refused(problem),
      metrics: this.#parts.metrics,
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
    await this.#leases.take(this.hostId, { instanceId: hello.instanceId, socket: this.#socket });
    if (!this.#socket.connected)
      throw new DroverError('protocol_error', 'The connection ended during hello.');
    return this.#arrive(hello);
  }

  #arrive(hello: Hello) {
    const { fleet, daemons, changes, pictures, clock, timings } = this.#parts;
    const daemon = new ConnectedDaemon(this.hostId, this.#socket, hello);
    const hubTime = clock();
    const startingSince = hubTime - timings.commandDeadline;
    const outcome = fleet.hostArrived(this.hostId, hello, startingSince);
    this.#state = { kind: 'arrived', daemon };
    daemons.add(daemon);
    for (const sessionId of outcome.foreign) daemon.tell('forget', { sessionId });
    this.#awaitPending(outcome.pending);
    changes.hostArrived(this.hostId);
    this.#log.info({ instanceId: hello.instanceId, sessions: hello.sessions.length }, 'host online');
    return { hostId: this.hostId, hubTime, picturesWanted: pictures.isWanted };
  }

  /** Sessions asked for just before this connection: its host has the rest of their deadline to tell about them. */
  #awaitPending(pending: SessionId[]): void {
    if (pending.length === 0) return;
    const giveUp = guarded({ ...this.#parts, log: this.#log }, () =>
      this.#parts.fleet.loseIfStarting(pending),
    );
    const timer = setTimeout(giveUp, this.#parts.timings.commandDeadline);
    this.#socket.once('disconnect', () => clearTimeout(timer));
  }

  #refused(problem: Problem): void {
    this.#strikes.count(problem);
    if (problem.code === 'forbidden_session') this.#audit(problem);
    const isAtTheDoor = this.#state.kind === 'new' || this.#state.kind === 'arriving';
    if (isAtTheDoor && problem.code !== 'hello_required') this.#turnAway(problem);
    // What we know of the host may be half-changed: it says hello again, and that puts it right.
    else if (problem.code === 'internal') this.#close();
  }

  /** It comes again every few seconds: only a new reason is worth a line in the audit. */
  #turnAway(problem: Problem): void {
    this.#log.warn({ problem }, 'host refused');
    if (this.#parts.fleet.hostRefused(this.hostId, problem)) this.#audit(problem);
    this.#close();
  }

  #audit({ code }: Problem): void {
    const address = this.#parts.addressOf(this.#socket.request);
    this.#parts.audit.record({ actor: this.hostId, action: code, address });
  }

  #left(reason: string): void {
    const before = this.#state;
    this.#state = { kind: 'ended' };
    if (before.kind !== 'arrived') return;
    const { daemons, relay, fleet } = this.#parts;
    this.#log.info({ reason }, 'host offline');
    daemons.remove(before.daemon);
    relay.hostLeft(this.hostId);
    fleet.hostLeft(this.hostId);
  }

  #close(): void {
    this.#socket.disconnect(true);
  }
}
