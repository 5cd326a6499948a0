import { useQuery } from '@tanstack/react-query';
import { getHubStatus } from '../../api/hub.ts';
import { Loaded } from '../../api/loaded.tsx';
import { Section } from '../../design/page.tsx';
import { useMay } from '../../live/use-live.ts';
import { NotForYou } from '../../roles/not-for-you.tsx';
import { DaemonVersions } from './daemon-versions.tsx';
import { HubFacts } from './hub-facts.tsx';
import { ReleaseFacts } from './release-facts.tsx';

/** Its figures move slowly. */
const REFRESH_MS = 30_000;

/** `/settings/hub` */
export function HubSettings() {
  const mayLook = useMay('admin');
  const status = useQuery({
    queryKey: ['hub-status'],
    queryFn: ({ signal }) => getHubStatus(signal),
    enabled: mayLook,
    refetchInterval: REFRESH_MS,
  });
  if (!mayLook) return <NotForYou needs="admin">Only admins look after the hub.</NotForYou>;
  return (
    <>
      <Loaded query={status} what="the state of the hub" rows={6}>
        {(data) => (
          <>
            <Section title="Hub">
              <HubFacts status={data} />
            </Section>
            <Section title="Versions">
              <ReleaseFacts status={data} />
            </Section>
          </>
        )}
      </Loaded>
      <DaemonVersions />
    </>
  );
}
