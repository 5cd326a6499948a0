import {
  type ActivityReport,
  type ActivityReported,
  type AnswerAskBody,
  DroverError,
  type Host,
  hasEnded,
  type Session,
  type SessionId,
} from '@drover/protocol';
import type { z } from 'zod';
import type { Fleet } from '../fleet/fleet.ts';
import type { Identity } from '../people/identity.ts';
import type { HostCommands } from '../relay/host-commands.ts';
import type { SessionAudit } from './session-audit.ts';

type Parts = { fleet: Fleet; hostCommands: HostCommands; audit: SessionAudit };

/** What people say to what a session asks for, and to what Drover thinks it does. */
export class Asks {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `session_ended`, `nothing_asked`. */
  async answer(
    sessionId: SessionId,
    { askId, answer }: z.infer<typeof AnswerAskBody>,
    actor: Identity,
  ): Promise<void> {
    const { hostCommands, audit } = this.#parts;
    const { session, host } = this.#running(sessionId);
    const ask = session.activity?.ask;
    const tool = ask?.askId === askId ? ask.tool : null;
    const payload = { sessionId, askId, answer };
    const answering = hostCommands.answerOf(host, 'answer_ask', payload).then(() => {
      audit.record(actor, 'ask_answered', session, { tool, answer });
    });
    await hostCommands.inTime(host, MAYBE_ANSWERED, answering);
  }

  /** Has the host keep the evidence of a wrong verdict. Throws `session_ended`. */
  async report(sessionId: SessionId, report: ActivityReport, actor: Identity): Promise<ActivityReported> {
    const { hostCommands, audit } = this.#parts;
    const { session, host } = this.#running(sessionId);
    const shown = session.activity?.state ?? null;
    const reported = await hostCommands.ask(host, 'report_activity', { sessionId, report });
    audit.record(actor, 'activity_reported', session, { shown, right: report.state });
    return reported;
  }

  #running(sessionId: SessionId): { session: Session; host: Host } {
    const session = this.#parts.fleet.session(sessionId);
    if (hasEnded(session.status)) {
      throw new DroverError('session_ended', 'The session has ended; it asks for nothing any more.');
    }
    return { session, host: this.#parts.fleet.host(session.hostId) };
  }
}

const MAYBE_ANSWERED = 'the answer may have arrived. The card will show what the session does.';
