import { DroverError, ErrorBody } from '@drover/protocol';
import type { z } from 'zod';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What a failed request throws when no answer of the hub came: it may or may not have been done. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/**
 * Asks the hub's REST API. Throws `DroverError` with the hub's message when the hub refuses, and
 * `NetworkError` when no answer of the hub came.
 * @param answer what the body of a success must look like
 */
export async function call<T extends z.ZodType>(
  method: Method,
  path: string,
  answer: T,
  body?: object,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  const response = await reach(method, path, body, signal);
  const text = await response.text();
  const json = text === '' ? undefined : parseJson(text);
  if (!response.ok) throw refusal(response.status, json);
  const parsed = answer.safeParse(json);
  if (!parsed.success) {
    console.error(`${method} ${path} was answered in a form this page cannot read.`, parsed.error);
    throw new DroverError('protocol_error', 'The hub runs another version than this page. Reload the page.');
  }
  return parsed.data;
}

async function reach(
  method: Method,
  path: string,
  body: object | undefined,
  signal: AbortSignal | undefined,
) {
  try {
    return await fetch(path, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new NetworkError('The hub cannot be reached. Check the connection and try again.', { cause });
  }
}

/** Anything between us and the hub may answer too, with pages of its own. */
function refusal(status: number, json: unknown): Error {
  const body = ErrorBody.safeParse(json);
  if (body.success) return new DroverError(body.data.error.code, body.data.error.message);
  return new NetworkError(`The hub did not answer; something in front of it did, with status ${status}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What to tell a person about a failed request. */
export function messageOf(error: unknown): string {
  if (error instanceof DroverError || error instanceof NetworkError) return error.message;
  return 'This page failed at that; its console has the details.';
}
