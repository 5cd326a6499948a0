import { EditSessionBody, Session, SessionList, SpawnBody, StopBody } from '@drover/protocol';
import type { Fleet } from '../fleet/fleet.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { SessionParams, withErrors } from './schemas.ts';

export function sessionRoutes(app: App, fleet: Fleet): void {
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
}

export function sessionActRoutes(app: App, sessions: Sessions): void {
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

  app.patch(
    '/api/sessions/:sessionId',
    {
      schema: {
        tags: ['Sessions'],
        summary: 'Change what a session is for',
        params: SessionParams,
        body: EditSessionBody,
        response: withErrors({ 200: Session }),
      },
    },
    async (request) => sessions.setTask(request.params.sessionId, request.body.task, identityOf(request)),
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
