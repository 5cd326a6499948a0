import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { json, text } from 'node:stream/consumers';
import { z } from 'zod';

export type Answered = { status: number; headers: IncomingHttpHeaders; body: unknown };

/**
 * A request as a browser of our page makes it, unless told otherwise: a header that is null is left out, and a string
 * as body goes out as it is.
 */
export type Ask = { method?: string; path: string; headers?: Headers; body?: unknown };
type Headers = Record<string, string | null>;

/** Speaks to a hub over real HTTP, with whatever headers a test wants: `fetch` would not let it lie about `Host`. */
export async function ask(
  port: number,
  { method = 'GET', path, headers = {}, body }: Ask,
): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const usual: Headers = { origin: `http://127.0.0.1:${port}` };
  if (payload !== undefined) {
    usual['content-type'] = 'application/json';
    usual['content-length'] = String(Buffer.byteLength(payload));
  }
  const request = httpRequest({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: present({ ...usual, ...headers }),
  });
  request.once('error', reject);
  request.once('response', async (response) => {
    const isJson = response.headers['content-type']?.split(';')[0] === 'application/json';
    const answered = isJson ? await json(response) : await text(response);
    resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered });
  });
  request.end(payload);
  return promise;
}

const present = (headers: Headers) =>
  Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== null),
  );

const ErrorCode = z.object({ error: z.object({ code: z.string() }) });

/** The code of an error answer; undefined for a success. */
export function codeOf({ body }: Answered): string | undefined {
  return ErrorCode.safeParse(body).data?.error.code;
}
