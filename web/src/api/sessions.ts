import {
  type ActivityReport,
  ActivityReported,
  type AnswerAskBody,
  Changes,
  type CommandId,
  type EditSessionBody,
  Session,
  type SessionId,
  type SpawnBody,
} from '@drover/protocol';
import { z } from 'zod';
import { call } from './http.ts';

/** Answered once the host has started it; the same `commandId` again is answered the same. */
export const spawnSession = (body: SpawnBody) => call('POST', '/api/sessions', Session, body);

/** Answered once all its processes are gone. */
export const stopSession = (sessionId: SessionId, commandId: CommandId) =>
  call('POST', `/api/sessions/${sessionId}/stop`, Session, { commandId });

/** Takes up the conversation of an ended session again, where it ran; answered with the new session. */
export const resumeSession = (sessionId: SessionId, commandId: CommandId) =>
  call('POST', `/api/sessions/${sessionId}/resume`, Session, { commandId });

/** Takes an ended session out of the fleet. */
export const archiveSession = (sessionId: SessionId) =>
  call('POST', `/api/sessions/${sessionId}/archive`, z.unknown(), {});

/** What is left out stays as it is. */
export const editSession = (sessionId: SessionId, body: EditSessionBody) =>
  call('PATCH', `/api/sessions/${sessionId}`, Session, body);

/** Asked of the host while the session runs, so it may take seconds; of an ended one the hub may have them itself. */
export const readChanges = (sessionId: SessionId, signal?: AbortSignal) =>
  call('GET', `/api/sessions/${sessionId}/changes`, Changes, undefined, signal);

/** Refused with `nothing_asked` when the session does not ask for that any more. */
export const answerAsk = (sessionId: SessionId, body: z.input<typeof AnswerAskBody>) =>
  call('POST', `/api/sessions/${sessionId}/answer`, z.unknown(), body);

/** Says that an activity is wrong; answered with the file on the host in which the evidence was kept. */
export const reportActivity = (sessionId: SessionId, report: ActivityReport) =>
  call('POST', `/api/sessions/${sessionId}/activity-report`, ActivityReported, report);
