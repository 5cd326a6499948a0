import { type AttachId, DroverError, MAX_UI_MESSAGE_BYTES, type Problem, uiToHub } from '@drover/protocol';
import { TokenBucket } from '../../limits/token-bucket.ts';
import type { Identity } from '../../people/identity.ts';
import { HUB_VERSION } from '../../version.ts';
import { dispatch } from '../dispatch.ts';
import { guarded } from '../guarded.ts';
import type { ServerSocket } from '../socket-server.ts';
import { Strikes } from '../strikes.ts';
import { ConnectedViewer } from './connected-viewer.ts';
import type { UiLinkParts } from './ui-link.ts';

/** One connection of a dashboard, from its handshake to its end. */
export class UiConnection {
  readonly #socket: ServerSocket;
  readonly #identity: Identity;
  readonly #parts: UiLinkParts;
  readonly #viewer: ConnectedViewer;
  readonly #strikes: Strikes;
  readonly #bucket: TokenBucket;

  constructor(identity: Identity, socket: ServerSocket, parts: UiLinkParts) {
    this.#socket = socket;
    this.#identity = identity;
    this.#parts = parts;
    this.#viewer = new ConnectedViewer(identity, socket);
    this.#strikes = new Strikes(parts.rates.invalidMessagesPerMinute, () => this.#close());
    this.#bucket = new TokenBucket(parts.rates.uiMessagesPerSecond);
    socket.once(
      'disconnect',
      guarded(parts, () => this.#left()),
    );
    socket.conn.on(
      'packet',
      guarded(parts, ({ data }: { data?: string | Buffer }) => this.#checkSize(data)),
    );
    this.#listen();
    this.#sendFleet();
  }

  #listen(): void {
    const { relay, pictures, log } = this.#parts;
    const viewer = this.#viewer;
    dispatch({
      socket: this.#socket,
      schemas: uiToHub,
      handlers: {
        attach: (request) => relay.attach(viewer, request),
        detach: ({ attachId }) => relay.detach(viewer, attachId),
        ack: (ack) => relay.ack(viewer, ack),
        resize: (resize) => relay.resize(viewer, resize),
        control: ({ attachId }) => this.#takeControl(attachId),
        pictures: ({ wanted }) => pictures.want(viewer, wanted),
      },
      frame: (frame) => relay.input(viewer, frame),
      admit: () => this.#admit(),
      refused: (problem) => this.#refused(problem),
      metrics: this.#parts.metrics,
      log: log.child({ userId: this.#identity.userId }),
    });
  }

  #takeControl(attachId: AttachId): void {
    const { relay, fleet, audit } = this.#parts;
    const subject = relay.control(this.#viewer, attachId);
    const { userId, address } = this.#identity;
    const subjectName = fleet.session(subject).profile;
    audit.record({ actor: userId, action: 'control_taken', subject, subjectName, address });
  }

  #sendFleet(): void {
    const { fleet, clock } = this.#parts;
    const [hosts, sessions] = [fleet.hosts(), fleet.sessions()];
    const { userId, name, role } = this.#identity;
    const me = { userId, name, role };
    const hub = this.#parts.hub.state;
    this.#viewer.tell('fleet', { hubTime: clock(), version: HUB_VERSION, me, hub, hosts, sessions });
  }

  #admit(): void {
    if (!this.#bucket.take()) throw new DroverError('rate_limited', 'Too many messages; send fewer.');
  }

  #refused(problem: Problem): void {
    this.#strikes.count(problem);
    if (problem.code === 'internal') this.#close();
  }

  #checkSize(data: string | Buffer | undefined): void {
    if (data === undefined || Buffer.byteLength(data) <= MAX_UI_MESSAGE_BYTES) return;
    this.#close();
    const { userId, address } = this.#identity;
    this.#parts.audit.record({ actor: userId, action: 'frame_too_large', address });
  }

  #left(): void {
    this.#parts.relay.viewerLeft(this.#viewer);
    this.#parts.pictures.want(this.#viewer, false);
  }

  #close(): void {
    this.#socket.disconnect(true);
  }
}
