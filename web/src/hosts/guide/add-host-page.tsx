import { useNavigate } from 'react-router';
import { Page } from '../../design/page.tsx';
import { useLive, useMay } from '../../live/use-live.ts';
import { NotForYou } from '../../roles/not-for-you.tsx';
import { usePageTitle } from '../../shell/page-title.ts';
import { keepFreshToken } from './fresh-tokens.ts';
import { NameStep } from './name-step.tsx';
import { Step, Steps } from './step.tsx';

/** `/hosts/new`: the first step of the guide; the others follow once there is a host to be connected. */
export function AddHostPage() {
  usePageTitle('Add a host');
  const mayAdd = useMay('admin');
  return (
    <Page narrow title="Add a host">
      {mayAdd ? <AddHostGuide /> : <NotForYou needs="admin">Only admins can add hosts.</NotForYou>}
    </Page>
  );
}

export function AddHostGuide() {
  const navigate = useNavigate();
  const { fleet } = useLive();
  return (
    <>
      <p className="-mt-2 mb-6 max-w-prose text-ink-2 text-sm">
        A host is a machine on which agents run. It calls the hub, never the other way round, so nothing has
        to be opened on it.
      </p>
      <Steps label="Add a host">
        <Step number={1} title="Name it" state="now">
          <NameStep
            onRegistered={(host, token) => {
              if (token !== null) keepFreshToken(host.hostId, token);
              fleet.setHost(host);
              void navigate(`/hosts/${host.hostId}/connect`, { replace: true });
            }}
          />
        </Step>
        <Step number={2} title="Start the daemon on it" state="later" />
        <Step number={3} title="See it come online" state="later" />
      </Steps>
    </>
  );
}
