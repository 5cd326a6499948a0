import gitUrlParse from 'git-url-parse';

/** Longer ones are not worth the parsing. */
const MAX_ADDRESS = 1_000;

/** What addresses of repositories begin with that a browser, too, can open by their host. */
const LINKED = new Set(['git', 'http', 'https', 'ssh']);

/** A name with a dot in it: another may be an alias in somebody's ssh configuration. */
const HOST = /^(?=.*\.)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** Where a remote can be looked at in a browser, without the credentials that may be in its address; null when nowhere. */
export function remoteLink(address: string): string | null {
  try {
    if (address.length > MAX_ADDRESS) return null;
    const { protocol, resource, port, pathname } = gitUrlParse(address);
    if (!LINKED.has(protocol) || !HOST.test(resource)) return null;
    const link = new URL(`${protocol === 'http' ? 'http' : 'https'}://${resource}`);
    if (protocol.startsWith('http')) link.port = String(port ?? '');
    link.pathname = pathname.replace(/\/*$/, '').replace(/\.git$/, '');
    return link.href;
  } catch {
    return null;
  }
}
