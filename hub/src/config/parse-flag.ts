import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import { InvalidArgumentError } from 'commander';

const HOST_AND_PORT = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/i;

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('must be 0 to 65535.');
  return port;
}

export function parseMilliseconds(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('must be a number of milliseconds.');
  return Number(text);
}

export const parseCount = (most: number) => (text: string) => {
  const count = Number(text);
  if (!/^\d{1,5}$/.test(text) || count < 1 || count > most) {
    throw new InvalidArgumentError(`must be 1 to ${most}.`);
  }
  return count;
};

/** The origin of an http or https URL without path. */
export function parseOrigin(text: string): string {
  const url = URL.parse(text);
  const isOrigin = url && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  throw new InvalidArgumentError(
    'must be an http or https URL without path, such as https://drover.example.',
  );
}

export function parseUrl(text: string): string {
  const url = URL.parse(text);
  if (url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password) return url.href;
  throw new InvalidArgumentError('must be an http or https URL without a password.');
}

/** As one value of a flag that may be repeated, or of a variable with commas. */
export function addHostsAndPorts(text: string, earlier: string[] = []): string[] {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase());
  if (hosts.every((host) => HOST_AND_PORT.test(host))) return [...earlier, ...hosts];
  throw new InvalidArgumentError('must be a name with its port, such as hub:8000.');
}

export function parseProxies(text: string): string[] {
  const proxies = text.split(',').map((proxy) => proxy.trim());
  if (proxies.every(isProxy)) return proxies;
  throw new InvalidArgumentError('must be addresses or networks with commas, such as 127.0.0.1,10.0.0.0/8.');
}

function isProxy(text: string): boolean {
  const [address = '', , ...more] = text.split('/');
  const isName = ['loopback', 'linklocal', 'uniquelocal'].includes(text);
  if (!isName && (isIP(address) === 0 || more.length > 0)) return false;
  try {
    proxyAddr.compile(text);
    return true;
  } catch {
    return false;
  }
}
