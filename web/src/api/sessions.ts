import { type CommandId, Session, type SessionId, type SpawnBody } from '@drover/protocol';
import { z } from 'zod';
import { call } from './http.ts';

/** Answered once the host has started it; the same `commandId` again is answered the same. */
export const spawnSession = (body: SpawnBody) => call('POST', '/api/sessions', Session, body);

/** Answered once all its processes are gone. */
export const stopSession = (sessionId: SessionId, commandId: CommandId) =>
  call('POST', `/api/sessions/${sessionId}/stop`, Session, { commandId });

/** Takes an ended session out of the fleet. */
export const archiveSession = (sessionId: SessionId) =>
  call('POST', `/api/sessions/${sessionId}/archive`, z.unknown(), {});

export const editTask = (sessionId: SessionId, task: string | null) =>
  call('PATCH', `/api/sessions/${sessionId}`, Session, { task });
