import {
  RemovedWorktree,
  RemoveWorktree,
  RestoredWorktree,
  RestoreWorktree,
  WorktreeList,
} from '@drover/protocol';
import type { Projects } from '../projects/projects.ts';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { HostParams, withErrors } from './schemas.ts';

export function worktreeListRoutes(app: App, projects: Projects): void {
  app.get(
    '/api/hosts/:hostId/worktrees',
    {
      schema: {
        tags: ['Worktrees'],
        summary: 'All worktrees of a host, and the states of removed ones that can be restored',
        params: HostParams,
        response: withErrors({ 200: WorktreeList }),
      },
    },
    async ({ params }) => projects.worktrees(params.hostId),
  );
}

export function worktreeRoutes(app: App, projects: Projects): void {
  app.post(
    '/api/hosts/:hostId/worktrees/remove',
    {
      schema: {
        tags: ['Worktrees'],
        summary:
          'Remove a worktree: only if nothing would be lost, saving its state, or with all that is in it',
        params: HostParams,
        body: RemoveWorktree,
        response: withErrors({ 200: RemovedWorktree }),
      },
    },
    async (request) => projects.removeWorktree(request.params.hostId, request.body, identityOf(request)),
  );

  app.post(
    '/api/hosts/:hostId/worktrees/restore',
    {
      schema: {
        tags: ['Worktrees'],
        summary: 'Restore a worktree from its saved state',
        params: HostParams,
        body: RestoreWorktree,
        response: withErrors({ 200: RestoredWorktree }),
      },
    },
    async (request) => projects.restoreWorktree(request.params.hostId, request.body, identityOf(request)),
  );
}
