import type { NewInvite } from '@drover/protocol';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { InviteLinkDialog } from './invite-link-dialog.tsx';
import { NewInviteDialog } from './new-invite-dialog.tsx';

/** Asks for the role, then shows the link this once. */
export function InviteButton() {
  const [shown, setShown] = useState<'form' | NewInvite | null>(null);
  const close = () => setShown(null);
  return (
    <>
      <Button variant="primary" onClick={() => setShown('form')}>
        Invite somebody
      </Button>
      {shown === 'form' && <NewInviteDialog onMade={setShown} onClose={close} />}
      {shown !== null && shown !== 'form' && <InviteLinkDialog made={shown} onClose={close} />}
    </>
  );
}
