import {
  ActivityReport,
  ActivityReported,
  AnswerAskBody,
  Changes,
  EditSessionBody,
  ResumeBody,
  Session,
  SessionList,
  SpawnBody,
  StopBody,
} from '@drover/protocol';
import { z } from 'zod';
import type { SessionChanges } from '../changes/session-changes.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Asks } from '../sessions/asks.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { SessionParams, withErrors } from './schemas.ts';

export function sessionRoutes(app: App, fleet: Fleet, changes: SessionChanges): void {
  app.get(
    '/api/sessions',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'All sessions that are not archived',
        response: withErrors({ 200: SessionList }),
      },
    },
    async () => ({ sessions: fleet.sessions() }),
  );

  app.get(
    '/api/sessions/:sessionId',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'One session',
        params: SessionParams,
        response: withErrors({ 200: Session }),
      },
    },
    async (request) => fleet.session(request.params.sessionId),
  );

  app.get(
    '/api/sessions/:sessionId/changes',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'What a session has changed: now, or until its end',
        params: SessionParams,
        response: withErrors({ 200: Changes }),
      },
    },
    async (request) => changes.read(request.params.sessionId),
  );
}

export function sessionStartRoutes(app: App, sessions: Sessions): void {
  app.post(
    '/api/sessions',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Start a session; 200 when this command was given before',
        body: SpawnBody,
        response: withErrors({ 200: Session, 201: Session }),
      },
    },
    async (request, reply) => {
      const { session, created } = await sessions.spawn(request.body, identityOf(request));
      return reply.code(created ? 201 : 200).send(session);
    },
  );

  app.post(
    '/api/sessions/:sessionId/resume',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Start a session that goes on with the conversation of an ended one, where that ran',
        params: SessionParams,
        body: ResumeBody,
        response: withErrors({ 200: Session, 201: Session }),
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const { session, created } = await sessions.resume(params.sessionId, body, identityOf(request));
      return reply.code(created ? 201 : 200).send(session);
    },
  );
}

export function sessionActRoutes(app: App, sessions: Sessions): void {
  app.patch(
    '/api/sessions/:sessionId',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Change what a session is called, what it is for, and its tags',
        params: SessionParams,
        body: EditSessionBody,
        response: withErrors({ 200: Session }),
      },
    },
    async (request) => sessions.edit(request.params.sessionId, request.body, identityOf(request)),
  );

  app.post(
    '/api/sessions/:sessionId/stop',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'End a session; one that has ended stays as it is',
        params: SessionParams,
        body: StopBody,
        response: withErrors({ 200: Session }),
      },
    },
    async (request) => sessions.stop(request.params.sessionId, request.body.commandId, identityOf(request)),
  );

  app.post(
    '/api/sessions/:sessionId/archive',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Take an ended session out of the fleet',
        params: SessionParams,
        response: withErrors({ 200: Session }),
      },
    },
    async (request) => sessions.archive(request.params.sessionId, identityOf(request)),
  );
}

export function askRoutes(app: App, asks: Asks): void {
  app.post(
    '/api/sessions/:sessionId/answer',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Answer what a session asks for',
        params: SessionParams,
        body: AnswerAskBody,
        response: withErrors({ 204: z.undefined() }),
      },
    },
    async (request, reply) => {
      await asks.answer(request.params.sessionId, request.body, identityOf(request));
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/sessions/:sessionId/activity-report',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Say that what Drover thinks a session does is wrong; its host keeps the evidence',
        params: SessionParams,
        body: ActivityReport,
        response: withErrors({ 200: ActivityReported }),
      },
    },
    async (request) => asks.report(request.params.sessionId, request.body, identityOf(request)),
  );
}
