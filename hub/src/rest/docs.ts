import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { People } from '../people/people.ts';
import { HUB_VERSION } from '../version.ts';
import type { App } from './app.ts';
import { requireLogin } from './login.ts';

const DESCRIPTION =
  'Requests that change something need the login cookie, JSON, and the `Origin` of the dashboard. ' +
  'Every failure is `{error: {code, message, requestId}}`.';

/** Without the bar of the page's makers, whose one field only opens other APIs. */
const PLAIN_PAGE = '.swagger-ui .topbar { display: none }';

/** The OpenAPI page, made from the schemas of the routes. Call it before the routes are added. */
export function addDocs(app: App, people: People): void {
  app.register(swagger, {
    openapi: { info: { title: 'Drover API', description: DESCRIPTION, version: HUB_VERSION } },
    transform: jsonSchemaTransform,
  });
  app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Drover API', css: [{ filename: 'page.css', content: PLAIN_PAGE }] },
    uiHooks: { onRequest: requireLogin(people) },
  });
}
