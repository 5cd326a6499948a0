import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { HUB_VERSION } from '../version.ts';
import type { App } from './app.ts';

const DESCRIPTION =
  'Scripts send `Authorization: Bearer <API token>`. With the login cookie instead, requests that change something ' +
  'need the `Origin` of the dashboard. ' +
  'Every failure is `{error: {code, message, requestId}}`.';

/** Without the bar of the page's makers, whose one field only opens other APIs. */
const PLAIN_PAGE = '.swagger-ui .topbar { display: none }';

/** Describes the API by the schemas of its routes. Call it before they are added. */
export function addDocs(app: App): void {
  app.register(swagger, {
    openapi: { info: { title: 'Drover API', description: DESCRIPTION, version: HUB_VERSION } },
    transform: jsonSchemaTransform,
  });
}

export function docsPage(app: App): void {
  app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Drover API', css: [{ filename: 'page.css', content: PLAIN_PAGE }] },
  });
}
