import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { ExitCode, StartError } from '../config/start-error.ts';

const ANY_ADDRESS = ['0.0.0.0', '::'];

/** The address of a listening server as a browser on this machine would write it. */
export function localUrl(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server is not listening on a port');
  const name = ANY_ADDRESS.includes(address.address) ? '127.0.0.1' : address.address;
  const scheme = server instanceof TlsServer ? 'https' : 'http';
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}

export function cannotListen(error: unknown, bind: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return unavailable(`port ${port} on ${bind} is in use; stop what uses it, or give another --port`);
    case 'EACCES':
      return unavailable(`port ${port} needs more rights than this user has; give a --port above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return unavailable(`--bind '${bind}' is not an address of this machine`);
    default:
      return error;
  }
}

const unavailable = (message: string) => new StartError(ExitCode.unavailable, message);
