import { meansItself } from '@drover/protocol';
import { Banner } from '../../design/banner.tsx';

/** Before anything is made: from another machine, a hub at such an address cannot be called. */
export function LoopbackNote() {
  if (!meansItself(window.location.hostname)) return null;
  return (
    <Banner tone="warn" className="mb-6 max-w-prose rounded-lg">
      You opened this page at <code className="break-all font-mono text-xs">{window.location.host}</code>, an
      address that only this machine knows. For a host on another machine the hub must be reachable from there
      first: start it with <code className="font-mono text-xs">PUBLIC_URL</code>, and with{' '}
      <code className="font-mono text-xs">--bind</code> and a certificate or behind a proxy. How stands in{' '}
      <code className="font-mono text-xs">docs/running.md</code>, “Reach it from other machines”. Then open
      the page at that address.
    </Banner>
  );
}
