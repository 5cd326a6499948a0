import { useNavigate } from 'react-router';
import { useLive } from '../../live/use-live.ts';
import { keepFreshToken } from './fresh-tokens.ts';
import { LoopbackNote } from './loopback-note.tsx';
import { NameStep } from './name-step.tsx';
import { Step, Steps } from './step.tsx';

/** The first step of the guide; the others follow on a page of their own, once there is a host to be connected. */
export function AddHostGuide() {
  const navigate = useNavigate();
  const { fleet } = useLive();
  return (
    <>
      <p className="-mt-2 mb-6 max-w-prose text-ink-2 text-sm">
        A host is a machine on which agents run. It calls the hub, never the other way round, so nothing has
        to be opened on it.
      </p>
      <LoopbackNote />
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
