import type { ServerSocket } from '../socket-server.ts';

/** Whether the peer answers a ping of the transport within `ms`. */
export async function isAlive(socket: ServerSocket, ms: number): Promise<boolean> {
  if (!socket.connected) return false;
  const { conn } = socket;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const alive = () => resolve(true);
  const dead = () => resolve(false);
  const timer = setTimeout(dead, ms);
  conn.once('heartbeat', alive);
  conn.once('close', dead);
  conn.transport.send([{ type: 'ping', options: { compress: false } }]);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    conn.off('heartbeat', alive);
    conn.off('close', dead);
  }
}
