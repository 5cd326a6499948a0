import { isLoopbackName } from '@drover/protocol';
import { UsageError } from './start-error.ts';

/**
 * The hub's origin. The token and all that is typed goes over this line, so that it must be `https` unless it stays on
 * this machine or `insecureLan` is meant. Throws `UsageError`.
 */
export function parseHubUrl(text: string, insecureLan: boolean): string {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError('--hub-url must be an http or https address, such as https://drover.example');
  if (url.username || url.password)
    throw new UsageError('--hub-url must not carry a name or password; use --token-file');
  if (url.pathname !== '/' || url.search || url.hash)
    throw new UsageError('--hub-url must end after the port');
  if (url.protocol === 'http:' && !isLoopbackName(url.hostname) && !insecureLan) {
    throw new UsageError(
      '--hub-url must begin with https: over http everybody on the way could read the token and type into ' +
        'sessions. If only you use that network, add --insecure-lan',
    );
  }
  return url.origin;
}
