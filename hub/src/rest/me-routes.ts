import { Me } from '@drover/protocol';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { withErrors } from './schemas.ts';

export function meRoutes(app: App): void {
  app.get(
    '/api/me',
    {
      schema: {
        tags: ['Account'],
        summary: 'Who I am, and what I may do by this login or token',
        response: withErrors({ 200: Me }),
      },
    },
    async (request) => {
      const { userId, name, role, loginMethod } = identityOf(request);
      return { user: { userId, name, role }, loginMethod };
    },
  );
}
