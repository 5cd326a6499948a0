import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { json, text } from 'node:stream/consumers';
import { z } from 'zod';

export type Answered = { status: number; headers: IncomingHttpHeaders; body: unknown };

/** A request as a browser of our page makes it, unless told otherwise. A string as body goes out as it is. */
export type Ask = { method?: string; path: string; headers?: OutgoingHttpHeaders; body?: unknown };

/** Speaks to a hub over real HTTP, with whatever headers a test wants: `fetch` would not let it lie about `Host`. */
export async function ask(
  port: number,
  { method = 'GET', path, headers = {}, body }: Ask,
): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const contentType = payload === undefined ? {} : { 'content-type': 'application/json' };
  const origin = { origin: `http://127.0.0.1:${port}` };
  const request = httpRequest({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: { ...origin, ...contentType, ...headers },
  });
  request.once('error', reject);
  request.once('response', async (response) => {
    const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
    const answered = isJson ? await json(response) : await text(response);
    resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered });
  });
  request.end(payload);
  return promise;
}

const ErrorCode = z.object({ error: z.object({ code: z.string() }) });

/** The code of an error answer; undefined for a success. */
export function codeOf({ body }: Answered): string | undefined {
  return ErrorCode.safeParse(body).data?.error.code;
}
