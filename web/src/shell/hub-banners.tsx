import { useState } from 'react';
import { PAGE_VERSION } from '../app/version.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { isOlder } from '../hosts/host-words.ts';
import { useHubState, useHubVersion, useMay } from '../live/use-live.ts';
import { ReloadBanner } from './reload-banner.tsx';

/** What concerns the whole hub; most of it only those who can do something about it. */
export function HubBanners() {
  const version = useHubVersion();
  const { storageFull } = useHubState();
  const isAdmin = useMay('admin');
  return (
    <>
      {version !== '' && version !== PAGE_VERSION && <ReloadBanner />}
      {isAdmin && storageFull && (
        <Banner tone="bad" className="sm:px-6">
          The disk of the hub is full. Live terminals go on, but nothing that changes now can be kept: make
          room on it.
        </Banner>
      )}
      {isAdmin && <ReleaseBanner version={version} />}
    </>
  );
}

const DISMISSED = 'drover.release-dismissed';

function ReleaseBanner({ version }: { version: string }) {
  const { release } = useHubState();
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(DISMISSED));
  if (!release || !isOlder(version, release.version) || dismissed === release.version) return null;
  const dismiss = () => {
    localStorage.setItem(DISMISSED, release.version);
    setDismissed(release.version);
  };
  return (
    <Banner
      tone="info"
      className="sm:px-6"
      action={
        <Button variant="quiet" onClick={dismiss}>
          Dismiss
        </Button>
      }
    >
      Drover {release.version} is there; this hub is {version}.{' '}
      <a href={release.url} target="_blank" rel="noreferrer" className="rounded font-medium underline">
        What is new
      </a>
    </Banner>
  );
}
