import type { Host } from '@drover/protocol';
import { useId } from 'react';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { useMay } from '../live/use-live.ts';
import type { SpawnChoice } from '../spawn/spawn-dialog.tsx';
import type { HostGroup } from './fleet-sections.ts';
import { HostHeading } from './host-heading.tsx';
import { ProfileFaults } from './profile-faults.tsx';
import { SessionCards } from './session-cards.tsx';
import { SpawnButtons } from './spawn-buttons.tsx';

export type HostSectionProps = {
  section: HostGroup;
  onSpawn: (choice: SpawnChoice) => void;
  onTag: (tag: string) => void;
};

export function HostSection({ section, onSpawn, onTag }: HostSectionProps) {
  const { host, entries, totalCount } = section;
  const titleId = useId();
  const mayStart = useMay('operator');
  const spawn = (profile: string | null) => onSpawn({ hostId: host.hostId, profile });
  return (
    <section aria-labelledby={titleId}>
      <header className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b pb-2.5">
        <HostHeading titleId={titleId} section={section} />
        {host.online && mayStart && <SpawnButtons host={host} onSpawn={spawn} />}
      </header>
      <ProfileFaults faults={host.facts?.profileFaults ?? []} />
      {totalCount === 0 ? (
        <EmptyHost host={host} onSpawn={mayStart ? () => spawn(null) : null} />
      ) : (
        <SessionCards entries={entries} inProject={false} onTag={onTag} />
      )}
    </section>
  );
}

/** @param props.onSpawn null for who may not start anything */
function EmptyHost({ host, onSpawn }: { host: Host; onSpawn: (() => void) | null }) {
  if (!onSpawn) return <p className="text-ink-3 text-sm">No sessions.</p>;
  if (!host.online) return <p className="text-ink-3 text-sm">No sessions. {whenStartable(host)}</p>;
  return (
    <EmptyState
      title="Nothing runs here yet"
      action={
        <Button variant="primary" onClick={onSpawn}>
          Start an agent here
        </Button>
      }
    >
      Choose a tool and a project; it opens in a terminal window and goes on running when you close it.
    </EmptyState>
  );
}

const whenStartable = ({ name, access }: Host): string =>
  access === 'revoked'
    ? `They can be started when ${name} has access again.`
    : `They can be started when ${name} is back.`;
