import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Doors } from './doors.ts';

const A_YEAR = 'max-age=31536000';

/** What no page of ours needs. */
const PERMISSIONS = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'serial', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Puts the headers that every answer carries, whoever gives it. */
export function setSecurityHeaders(doors: Doors, request: IncomingMessage, response: ServerResponse): void {
  // Older Safari does not count WebSockets to the page's own origin as 'self'.
  const host = doors.isHostAllowed(request) ? request.headers.host : undefined;
  const connect = host === undefined ? "'self'" : `'self' ws://${host} wss://${host}`;
  response.setHeader('content-security-policy', contentSecurityPolicy(connect));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', PERMISSIONS);
  if (request.url?.startsWith('/api/')) response.setHeader('cache-control', 'no-store');
  // Not for `localhost`, where it would close other programs' pages.
  if (doors.isSecure && doors.isPublic(request)) response.setHeader('strict-transport-security', A_YEAR);
}

/** xterm.js styles its rows with inline style sheets. */
const contentSecurityPolicy = (connect: string) =>
  [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src ${connect}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
