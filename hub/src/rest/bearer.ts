import type { IncomingHttpHeaders } from 'node:http';

const BEARER = /^Bearer(?: +(.*))?$/i;

/** The API token of a request, or undefined when it has none. Other schemes are those of proxies before the hub. */
export function bearerTokenOf({ authorization }: IncomingHttpHeaders): string | undefined {
  const match = BEARER.exec(authorization ?? '');
  return match ? (match[1] ?? '') : undefined;
}
