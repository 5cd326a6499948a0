import { NodeWebSocket } from 'engine.io-client';

/**
 * A client's WebSocket messages are masked (RFC 6455, 5.3) so that a web page cannot make them look like HTTP to a
 * proxy. A daemon is no page that others script, and the work costs as much as all the rest of its sending. A mask of
 * zeros is valid, and leaves the bytes as they are.
 */
export class UnmaskedWebSocket extends NodeWebSocket {
  override createSocket(...[uri, protocols, options]: Parameters<NodeWebSocket['createSocket']>) {
    return super.createSocket(uri, protocols, {
      ...options,
      generateMask: (mask: Uint8Array) => mask.fill(0),
    });
  }
}
