import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { AccountFrame } from '../account/account-frame.tsx';
import { Button } from '../design/button.tsx';

/** Shown in place of a page that broke, or that could not be loaded because the hub is newer than this tab. */
export function PageFault() {
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <AccountFrame
      title="This page stopped working"
      intro="Agents are not touched by that. Loading the page again usually helps; the browser's console has the details."
    >
      <Button variant="primary" className="w-full" onClick={() => window.location.reload()}>
        Load again
      </Button>
    </AccountFrame>
  );
}
