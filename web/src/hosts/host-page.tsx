import type { Host } from '@drover/protocol';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button, ButtonLink } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { ListSkeleton } from '../design/list.tsx';
import { Page } from '../design/page.tsx';
import { useFleetLoaded, useHost, useMay } from '../live/use-live.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { type SpawnChoice, SpawnDialog } from '../spawn/spawn-dialog.tsx';
import { HostActions } from './actions/host-actions.tsx';
import { HostLoadSection } from './host-load-section.tsx';
import { HostNotes } from './host-notes.tsx';
import { HostPolicySection } from './host-policy-section.tsx';
import { HostProfilesSection } from './host-profiles-section.tsx';
import { HostProjectsSection } from './host-projects-section.tsx';
import { HostSessionsLine } from './host-sessions-line.tsx';
import { HostDot, HostStatus } from './host-status.tsx';
import { MachineSection } from './machine-section.tsx';

/** `/hosts/:hostId`: all that is known of one machine. */
export function HostPage() {
  const { hostId } = useParams();
  const host = useHost(hostId);
  const loaded = useFleetLoaded();
  usePageTitle(host?.name ?? 'Host');
  if (host) return <KnownHost host={host} />;
  return (
    <Page title="Host" above={<BackToHosts />}>
      {loaded ? (
        <EmptyState title="There is no such host">It may have been deleted.</EmptyState>
      ) : (
        <ListSkeleton rows={5} label="Loading the host" />
      )}
    </Page>
  );
}

function KnownHost({ host }: { host: Host }) {
  const [spawning, setSpawning] = useState<SpawnChoice | null>(null);
  const start = (projectDir?: string) =>
    setSpawning({ hostId: host.hostId, profile: null, ...(projectDir && { projectDir }) });
  const mayStart = useMay('operator');
  const mayManage = useMay('admin');
  return (
    <Page
      above={<BackToHosts />}
      title={
        <span className="flex items-center gap-2.5">
          <HostDot host={host} />
          {host.name}
        </span>
      }
      actions={
        <>
          {mayStart && host.online && <Button onClick={() => start()}>Start an agent here</Button>}
          {mayManage && !host.online && !host.isLocal && (
            <ButtonLink to={`/hosts/${host.hostId}/connect`}>Connect this host</ButtonLink>
          )}
          {mayManage && <HostActions host={host} />}
        </>
      }
    >
      <p className="-mt-3 mb-4 text-ink-2 text-sm">
        <HostStatus host={host} /> · <HostSessionsLine host={host} /> ·{' '}
        <Link
          to={`/worktrees?host=${host.hostId}`}
          className="rounded font-medium text-accent-ink hover:underline"
        >
          worktrees
        </Link>
      </p>
      <HostNotes host={host} />
      <HostLoadSection host={host} />
      <div className="mt-8 grid items-start gap-8 lg:grid-cols-2 [&>*]:mt-0">
        <MachineSection host={host} />
        {host.facts && <HostPolicySection facts={host.facts} />}
      </div>
      {host.facts && <HostProfilesSection facts={host.facts} />}
      <HostProjectsSection host={host} onStart={start} />
      <SpawnDialog choice={spawning} onClose={() => setSpawning(null)} />
    </Page>
  );
}

const BackToHosts = () => (
  <Link
    to="/hosts"
    className="-ml-1 mb-1 inline-flex touch:h-11 items-center gap-0.5 rounded text-ink-2 text-sm hover:text-ink"
  >
    <ChevronLeft size={15} aria-hidden="true" />
    All hosts
  </Link>
);
