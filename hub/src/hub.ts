import type { IncomingMessage, Server } from 'node:http';
import path from 'node:path';
import { Server as TlsServer } from 'node:tls';
import { AuditStore } from './audit/audit-store.ts';
import { ChangeStore } from './changes/change-store.ts';
import { SessionChanges } from './changes/session-changes.ts';
import type { HubConfig, Timings, TlsFiles } from './config/config.ts';
import { prepareDataDir } from './config/data-dir.ts';
import { refuseOpenLine, refuseWithoutAccount } from './config/exposure.ts';
import { DATABASE_NAME, Database } from './db/database.ts';
import { Doors } from './doors/doors.ts';
import { Fleet } from './fleet/fleet.ts';
import { HostStore } from './hosts/host-store.ts';
import { Hosts } from './hosts/hosts.ts';
import { registerLocalHost } from './hosts/register.ts';
import { openDaemonLink } from './links/daemon/daemon-link.ts';
import { createSocketServer, type SocketServer } from './links/socket-server.ts';
import { openUiLink } from './links/ui/ui-link.ts';
import { createLogger, type Logger } from './log/logger.ts';
import { Metrics } from './metrics/metrics.ts';
import { observe } from './metrics/observe.ts';
import { type Certificate, CertificateWatch, readCertificate } from './net/certificate.ts';
import { clientAddress, trustProxies } from './net/client-address.ts';
import { cannotListen, localUrl } from './net/listening.ts';
import { OpenConnections } from './net/open-connections.ts';
import { createOidc } from './oidc/oidc.ts';
import { People } from './people/people.ts';
import { UserStore } from './people/user-store.ts';
import { Projects } from './projects/projects.ts';
import { Daemons } from './relay/daemons.ts';
import { HostCommands } from './relay/host-commands.ts';
import { Pictures } from './relay/pictures.ts';
import { Relay } from './relay/relay.ts';
import { type App, addSecurityHeaders, createApp } from './rest/app.ts';
import { addRoutes } from './rest/routes.ts';
import { Asks } from './sessions/asks.ts';
import { CommandStore } from './sessions/command-store.ts';
import { SessionAudit } from './sessions/session-audit.ts';
import { SessionStore } from './sessions/session-store.ts';
import { Sessions } from './sessions/sessions.ts';
import { Operations } from './upkeep/operations.ts';

/** Makes a hub that is not listening yet. Throws `StartError`. */
export function createHub(config: HubConfig): Hub {
  refuseOpenLine(config);
  const certificate = config.network.tls && readCertificate(config.network.tls);
  prepareDataDir(config.dataDir);
  const { recover, clock } = config;
  const db = new Database(path.join(config.dataDir, DATABASE_NAME), { recover, now: clock() });
  try {
    refuseWithoutAccount(config, new UserStore(db).hasAny());
    return new Hub(config, db, certificate);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The composition root: builds the parts, starts them, owns their end. */
export class Hub implements AsyncDisposable {
  readonly fleet: Fleet;
  readonly hosts: Hosts;
  readonly relay: Relay;
  readonly people: People;
  readonly audit: AuditStore;
  readonly changes: SessionChanges;
  readonly #config: HubConfig;
  readonly #db: Database;
  readonly #app: App;
  readonly #sockets: SocketServer;
  readonly #connections: OpenConnections;
  readonly #certificateWatch: CertificateWatch | null;
  readonly operations: Operations;
  #url: string | null = null;

  constructor(config: HubConfig, db: Database, certificate: Certificate | null) {
    const log = createLogger(config.logLevel);
    if (db.setAside) log.warn({ setAside: db.setAside }, 'the database was damaged: this hub begins empty');
    const { clock, timings, rates, network } = config;
    const doors = new Doors(config.publicUrl, network);
    const isTrusted = trustProxies(network.trustedProxies);
    const stores = { db, hosts: new HostStore(db), sessions: new SessionStore(db) };
    const local = config.localHost && registerLocalHost(stores.hosts, config.localHost, clock());
    const audit = new AuditStore(db, clock);
    const fleet = new Fleet({ ...stores, audit, clock, localHostId: local?.hostId });
    const hosts = new Hosts({ ...stores, fleet, audit, clock });
    const people = new People({ config, db, audit, url: () => this.url });
    const { access, logins } = people;
    const users = new UserStore(db);
    const oidc = config.oidc && createOidc(config.oidc, { db, users, access, logins, audit, clock });
    const daemons = new Daemons();
    const relay = new Relay({ daemons, fleet, clock, attachDeadlineMs: timings.attachDeadline });
    const pictures = new Pictures(daemons, (sessionId) => fleet.session(sessionId).hostId);
    const hostCommands = new HostCommands({ daemons, clock, deadlineMs: timings.commandDeadline });
    const asked = { fleet, hostCommands, audit: new SessionAudit(audit, fleet) };
    const sessions = new Sessions({ ...asked, db, commands: new CommandStore(db), daemons, clock });
    const asks = new Asks(asked);
    const projects = new Projects({ fleet, hostCommands, audit });
    const changes = new SessionChanges({
      ...{ fleet, hostCommands, store: new ChangeStore(db) },
      log: log.child({ part: 'changes' }),
    });
    const app = createApp({ doors, certificate, isTrusted, log: log.child({ part: 'rest' }) });
    const sockets = createSocketServer(app.server, doors, timings, log.child({ part: 'sockets' }));
    const addressOf = (request: IncomingMessage) => clientAddress(request, isTrusted);
    const metrics = new Metrics();
    const operations = new Operations({ config, db, log: log.child({ part: 'operations' }) });
    const shared = { fleet, relay, pictures, audit, rates, clock, addressOf };
    openDaemonLink(sockets, {
      ...shared,
      ...{ hosts, daemons, changes, timings },
      metrics: metrics.link('output'),
      log: log.child({ part: 'daemon-link' }),
    });
    openUiLink(sockets, {
      ...shared,
      ...{ people, timings, hub: operations },
      metrics: metrics.link('input'),
      log: log.child({ part: 'ui-link' }),
    });
    metrics.observe(() => observe({ sockets, fleet, relay, operations }));
    noteAnswers(app, { operations, metrics });
    addRoutes(app, {
      doors,
      people,
      audit,
      fleet,
      hosts,
      projects,
      sessions,
      asks,
      changes,
      oidc,
      url: () => this.url,
      webDir: config.webDir,
      metrics,
      status: () => operations.status(this.url),
      problems: () => (this.isReady ? operations.problems() : ['The hub is starting or stopping.']),
    });
    addSecurityHeaders(app, doors);
    this.#connections = new OpenConnections(app.server);
    this.#certificateWatch = network.tls && watchCertificate(network.tls, app.server, timings, log);
    this.operations = operations;
    this.fleet = fleet;
    this.hosts = hosts;
    this.relay = relay;
    this.people = people;
    this.audit = audit;
    this.changes = changes;
    this.#config = config;
    this.#db = db;
    this.#app = app;
    this.#sockets = sockets;
  }

  get isReady(): boolean {
    return this.#url !== null;
  }

  /** The port it listens on. Throws before `start`. */
  get port(): number {
    return Number(new URL(localUrl(this.#app.server)).port);
  }

  /** Where people reach it. Throws before `start`. */
  get url(): string {
    if (this.#url === null) throw new Error('the hub is not listening');
    return this.#url;
  }

  /** The one-time link for the first account, or null when there is one. The code is in the part that no server logs. */
  get setupUrl(): string | null {
    const code = this.people.setup.code;
    return code === null ? null : `${this.url}/setup#code=${code}`;
  }

  /** Resolves when it serves. Throws `StartError`. */
  async start(): Promise<void> {
    const { bind, port, publicUrl } = this.#config;
    try {
      await this.#app.listen({ host: bind, port });
    } catch (error) {
      throw cannotListen(error, bind, port);
    }
    this.#url = publicUrl ?? localUrl(this.#app.server);
    this.operations.upkeep.start();
  }

  /** Ends all connections and closes the database. May be called twice. */
  async stop(): Promise<void> {
    this.#url = null;
    this.#certificateWatch?.end();
    const closed = this.#sockets.close();
    await this.#connections.end(closed);
    await closed;
    await this.#app.close();
    await this.operations.end();
    this.#db.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** A change that the disk refused, or a fault of ours, is noticed where it is answered. */
function noteAnswers(app: App, { operations, metrics }: { operations: Operations; metrics: Metrics }): void {
  app.addHook('onResponse', async (_request, { statusCode }) => {
    if (statusCode === 500) metrics.failed();
    if (statusCode === 503) operations.storage.suspect();
  });
}

function watchCertificate(files: TlsFiles, server: Server, { certificateCheck }: Timings, log: Logger) {
  if (!(server instanceof TlsServer)) throw new Error('a server for https is needed');
  return new CertificateWatch(files, server, certificateCheck, log.child({ part: 'tls' }));
}
