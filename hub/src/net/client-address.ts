import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

export type IsTrusted = (address: string, hop: number) => boolean;

/** Which proxies are believed when they say (`X-Forwarded-For`) who the client is. */
export const trustProxies = (proxies: string[]): IsTrusted => proxyAddr.compile(proxies);

/** Where a request or a socket comes from: what the last trusted proxy on its way has seen. */
export const clientAddress = (request: IncomingMessage, isTrusted: IsTrusted): string =>
  proxyAddr(request, isTrusted);
