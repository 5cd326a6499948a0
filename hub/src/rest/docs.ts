import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { People } from '../people/people.ts';
import { HUB_VERSION } from '../version.ts';
import type { App } from './app.ts';
import { requireLogin } from './login.ts';

/** The OpenAPI page, made from the schemas of the routes. Call it before the routes are added. */
export function addDocs(app: App, people: People): void {
  app.register(swagger, {
    openapi: { info: { title: 'Drover', version: HUB_VERSION } },
    transform: jsonSchemaTransform,
  });
  app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Drover API' },
    uiHooks: { onRequest: requireLogin(people) },
  });
}
