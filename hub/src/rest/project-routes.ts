import {
  ConversationList,
  ConversationsQuery,
  ProjectDetails,
  ProjectList,
  ProjectQuery,
  ProjectsQuery,
} from '@drover/protocol';
import type { Projects } from '../projects/projects.ts';
import type { App } from './app.ts';
import { HostParams, withErrors } from './schemas.ts';

/** What one chooses from before a session is started. */
export function projectRoutes(app: App, projects: Projects): void {
  app.get(
    '/api/hosts/:hostId/projects',
    {
      schema: {
        tags: ['Projects'],
        summary: 'Where sessions can be started, asked of the host; `refresh` to have it look again',
        params: HostParams,
        querystring: ProjectsQuery,
        response: withErrors({ 200: ProjectList }),
      },
    },
    async ({ params, query }) => projects.list(params.hostId, query.refresh),
  );

  app.get(
    '/api/hosts/:hostId/project',
    {
      schema: {
        tags: ['Projects'],
        summary: 'One project: its branches, and the set-up that it asks for in new worktrees',
        params: HostParams,
        querystring: ProjectQuery,
        response: withErrors({ 200: ProjectDetails }),
      },
    },
    async ({ params, query }) => projects.inspect(params.hostId, query.path),
  );

  app.get(
    '/api/hosts/:hostId/conversations',
    {
      schema: {
        tags: ['Projects'],
        summary: 'Conversations that the tool of a profile has saved for a directory, newest first',
        params: HostParams,
        querystring: ConversationsQuery,
        response: withErrors({ 200: ConversationList }),
      },
    },
    async ({ params, query }) => projects.conversations(params.hostId, query),
  );
}
