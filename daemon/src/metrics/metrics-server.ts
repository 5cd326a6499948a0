import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExitCode, StartError } from '../start-error.ts';
import type { Metrics } from './metrics.ts';

const LOOPBACK = '127.0.0.1';

/** A whole request fits in this time, or nobody is there. */
const REQUEST_MS = 5_000;

/**
 * Serves the metrics to programs of this machine. No web page gets anything: a browser sends an `Origin`, or comes
 * under a name that was made to lead here (DNS rebinding).
 */
export class MetricsServer {
  readonly #metrics: Metrics;
  readonly #server: Server;

  private constructor(metrics: Metrics) {
    this.#metrics = metrics;
    this.#server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Throws `StartError` when the port cannot be had. */
  static async listen(metrics: Metrics, port: number): Promise<MetricsServer> {
    const server = new MetricsServer(metrics);
    server.#server.listen(port, LOOPBACK);
    try {
      await once(server.#server, 'listening');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartError(ExitCode.unavailable, `--metrics-port ${port} cannot be used: ${reason}`);
    }
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.#refusal(request);
    const headers = { 'content-type': refusal ? 'text/plain' : this.#metrics.contentType };
    response.writeHead(refusal?.status ?? 200, {
      ...headers,
      'cache-control': 'no-store',
      connection: 'close',
    });
    response.end(refusal ? `${refusal.words}\n` : await this.#metrics.text());
  }

  #refusal({ method, url, headers }: IncomingMessage): { status: number; words: string } | null {
    const names = [LOOPBACK, 'localhost'].map((name) => `${name}:${this.port}`);
    if (headers.origin !== undefined) return { status: 403, words: 'This is not for web pages.' };
    if (!names.includes(headers.host ?? '')) return { status: 403, words: `Ask ${names.join(' or ')}.` };
    if (method !== 'GET') return { status: 405, words: 'Only GET is answered.' };
    return url === '/metrics' ? null : { status: 404, words: 'There is only /metrics.' };
  }
}
