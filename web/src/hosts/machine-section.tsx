import type { Host } from '@drover/protocol';
import { Fact, Facts } from '../design/facts.tsx';
import { formatBytes } from '../design/format-bytes.ts';
import { Section } from '../design/page.tsx';
import { formatMoment } from '../time/format.ts';
import { Ago } from '../time/time-text.tsx';
import { HostVersion } from './host-version.tsx';

export function MachineSection({ host }: { host: Host }) {
  const { facts } = host;
  return (
    <Section title="Machine">
      <Facts>
        {facts && (
          <>
            <Fact name="Name of the machine">{facts.hostname}</Fact>
            <Fact name="Platform">{facts.platform}</Fact>
            <Fact name="Daemon">
              <HostVersion host={host} />
            </Fact>
            {facts.cpus && <Fact name="Cores">{facts.cpus}</Fact>}
            {facts.memoryBytes && <Fact name="Memory">{formatBytes(facts.memoryBytes)}</Fact>}
            <Fact name="Sessions start below">
              <ul className="font-mono text-xs leading-5">
                {facts.roots.map((root) => (
                  <li key={root}>{root}</li>
                ))}
              </ul>
            </Fact>
          </>
        )}
        <Fact name="Last seen">
          {host.lastSeenAt === null ? 'Never' : host.online ? 'Now' : <Ago at={host.lastSeenAt} />}
        </Fact>
        {host.isLocal && <Fact name="Place">The machine that the hub itself runs on</Fact>}
        <Fact name="Added">{formatMoment(host.createdAt)}</Fact>
      </Facts>
    </Section>
  );
}
