import type { Host } from '@drover/protocol';
import { Chip } from '../design/chip.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { useHubVersion } from '../live/use-live.ts';
import { isOlder } from './host-words.ts';

/** The version of a host's daemon, and whether it should be a newer one. */
export function HostVersion({ host }: { host: Host }) {
  const hub = useHubVersion();
  if (!host.facts) return <span className="text-ink-3">–</span>;
  const { version } = host.facts;
  return (
    <span className="tabular inline-flex items-center gap-2">
      {version}
      {isOlder(version, hub) && (
        <Tooltip text={`The hub is ${hub}. Install it on ${host.name} too, and start its daemon again.`}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard, too, must reach the explanation */}
          <span tabIndex={0} className="rounded">
            <Chip tone="warn">Upgrade</Chip>
          </span>
        </Tooltip>
      )}
    </span>
  );
}
