import type { Host } from '@drover/protocol';
import { Card } from '../design/card.tsx';
import { formatBytes } from '../design/format-bytes.ts';
import { Section } from '../design/page.tsx';
import { CpuGauge, DiskGauge, MemoryGauge } from './load-gauge.tsx';

/** How the machine does now. */
export function HostLoadSection({ host }: { host: Host }) {
  const { load, facts } = host;
  if (!host.online) return null;
  return (
    <Section title="Now">
      <Card className="p-4">
        {load ? (
          <>
            <div className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
              <CpuGauge load={load} />
              <MemoryGauge load={load} />
              <DiskGauge load={load} />
            </div>
            <p className="tabular mt-3 text-ink-3 text-xs">
              {facts?.cpus && `${facts.cpus} cores. `}
              {formatBytes(load.spoolBytes)} of output of its sessions are kept on its disk.
            </p>
          </>
        ) : (
          <p className="text-ink-3 text-sm">It tells in a moment.</p>
        )}
      </Card>
    </Section>
  );
}
