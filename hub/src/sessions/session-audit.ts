import type { Session } from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Identity } from '../people/identity.ts';

/** Writes down what people do with sessions. */
export class SessionAudit {
  readonly #audit: AuditStore;
  readonly #fleet: Fleet;

  constructor(audit: AuditStore, fleet: Fleet) {
    this.#audit = audit;
    this.#fleet = fleet;
  }

  /** A session is known by what it is called or for, else by what runs, and where. */
  record({ userId, address }: Identity, action: string, session: Session, more: object = {}): void {
    const { sessionId, hostId, profile, projectDir, name, task } = session;
    const host = this.#fleet.host(hostId).name;
    this.#audit.record({
      actor: userId,
      action,
      subject: sessionId,
      subjectName: `${name ?? task ?? profile} @ ${host}`,
      address,
      detail: { host, hostId, profile, projectDir, ...more },
    });
  }
}
