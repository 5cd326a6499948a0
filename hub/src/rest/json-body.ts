import { DroverError } from '@drover/protocol';
import type { FastifyInstance } from 'fastify';

/** Nothing that anybody sends us is nested half as deep. */
const MAX_DEPTH = 32;

/** Takes bodies of JSON as Fastify does, without keys that reach for prototypes, but not what is nested without end. */
export function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (depthOf(body) <= MAX_DEPTH) return parse(request, body, done);
    done(new DroverError('invalid_json', `The body may be nested ${MAX_DEPTH} levels deep at most.`));
  });
}

/** How deep arrays and objects are nested in a text, if it is JSON. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth--;
  }
  return deepest;
}

/** Where the string ends that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
