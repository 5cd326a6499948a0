import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';

const RUNNING = join(import.meta.dirname, '../../docs/running.md');
const START_DEADLINE_MS = 20_000;

export type Place = { port: number; hubPort: number; certFile: string; keyFile: string; folder: string };

/** The one block of this language in the page about running Drover. */
export function snippetOf(language: string): string {
  const blocks = [
    ...readFileSync(RUNNING, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm')),
  ];
  const [, text] = blocks[0] ?? [];
  if (!text || blocks.length > 1) throw new Error(`docs/running.md must have one block of ${language}`);
  return text;
}

/** Puts the addresses of a test in the place of those that people replace; each must be there. */
export function withAddresses(snippet: string, addresses: Record<string, string>): string {
  return Object.entries(addresses).reduce((text, [written, meant]) => {
    if (!text.includes(written)) throw new Error(`the snippet does not say ${written}`);
    return text.replaceAll(written, meant);
  }, snippet);
}

export function programNamed(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** A certificate for `localhost`, which this process believes in from now on. */
export function issueCertificate(folder: string): { certFile: string; keyFile: string } {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...names, '-out', certFile], {
    stdio: 'pipe',
  });
  tls.setDefaultCACertificates([...tls.getCACertificates(), readFileSync(certFile, 'utf8')]);
  return { certFile, keyFile };
}

/** A proxy as people put it before a hub: a real program in the foreground. */
export class FrontProxy implements AsyncDisposable {
  readonly #process: ReturnType<typeof spawn>;
  #output = '';

  private constructor(command: string[], env: Record<string, string>) {
    const [file = '', ...args] = command;
    this.#process = spawn(file, args, { env: { PATH: process.env.PATH ?? '', ...env } });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output += chunk;
      });
    }
  }

  static async nginx(program: string, { port, folder, ...place }: Place): Promise<FrontProxy> {
    const site = withAddresses(snippetOf('nginx'), {
      'listen 443': `listen 127.0.0.1:${port}`,
      '/etc/ssl/drover.example/fullchain.pem': place.certFile,
      '/etc/ssl/drover.example/privkey.pem': place.keyFile,
      'drover.example': 'localhost',
      '127.0.0.1:8000': `127.0.0.1:${place.hubPort}`,
    });
    const files = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${join(folder, name)};`,
    );
    const root = process.getuid?.() === 0 ? 'user root;' : '';
    // What nginx does after a minute without a byte, it does here after three seconds.
    const http = `access_log off; proxy_read_timeout 3s; ${files.join(' ')}\n${site}`;
    const config = join(folder, 'nginx.conf');
    writeFileSync(config, `${root} daemon off; pid ${join(folder, 'pid')};\nevents {}\nhttp { ${http} }\n`);
    const proxy = new FrontProxy([program, '-e', 'stderr', '-p', folder, '-c', config], {});
    return proxy.#listening(port);
  }

  static async caddy(program: string, { port, folder, ...place }: Place): Promise<FrontProxy> {
    const site = withAddresses(snippetOf('caddy'), {
      'drover.example {': `https://localhost:${port} {\n\ttls ${place.certFile} ${place.keyFile}\n\tbind 127.0.0.1`,
      '127.0.0.1:8000': `127.0.0.1:${place.hubPort}`,
    });
    const config = join(folder, 'Caddyfile');
    writeFileSync(config, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
    const args = ['run', '--config', config, '--adapter', 'caddyfile'];
    return new FrontProxy([program, ...args], { HOME: folder }).#listening(port);
  }

  async #listening(port: number): Promise<this> {
    const deadline = performance.now() + START_DEADLINE_MS;
    while (!(await answers(port))) {
      if (this.#process.exitCode !== null || performance.now() > deadline) {
        throw new Error(`the proxy does not serve:\n${this.#output}`);
      }
      await delay(20);
    }
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}

/** A folder that goes with the test. */
export class TempFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'drover-proxy-'));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
