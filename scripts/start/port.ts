import { once } from 'node:events';
import { createServer } from 'node:net';
import { EXIT, LaunchError } from './launch-error.ts';

/** Tries the port before anything is started, so that the answer is one line. */
export async function requireFreePort(port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw new LaunchError(
      EXIT.unavailable,
      `${reason(error, port)} Choose another: npm start -- --port ${other(port)}`,
    );
  } finally {
    server.close();
  }
}

function reason(error: unknown, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user.`;
  return `Port ${port} cannot be opened (${code}).`;
}

function other(port: number): number {
  return port < 1024 || port === 65_535 ? 8000 : port + 1;
}
