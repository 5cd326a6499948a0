import type { NewInvite } from '@drover/protocol';
import { SecretBox } from '../../design/secret-box.tsx';
import { SecretDialog } from '../../design/secret-dialog.tsx';
import { ROLE_WORDS } from '../../roles/role-words.ts';
import { formatMoment } from '../../time/format.ts';

/** Shows a link this once. */
export function InviteLinkDialog({
  made: { invite, url },
  onClose,
}: {
  made: NewInvite;
  onClose: () => void;
}) {
  const title = invite.kind === 'join' ? 'Invite link' : `New password for ${invite.name}`;
  return (
    <SecretDialog title={title} onClose={onClose}>
      <p className="text-sm">
        {invite.kind === 'join'
          ? `Send this link to the person. It lets them make an account as ${ROLE_WORDS[invite.role].article}.`
          : `Send this link to ${invite.name}. It lets them choose a new password; until then the old one works.`}
      </p>
      <SecretBox label="The link" secret={url}>
        It works once, until {formatMoment(invite.expiresAt)}. Whoever opens it first gets in, so send it by a
        way that you trust.
      </SecretBox>
    </SecretDialog>
  );
}
