import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf, NetworkError } from '../api/http.ts';
import { lookAtInvite } from '../api/people.ts';
import { ROLE_WORDS } from '../roles/role-words.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { AccountFrame } from './account-frame.tsx';
import { codeInAddress } from './code-in-address.ts';
import { InviteForm } from './invite-form.tsx';
import { LinkExplained, LinkLoading, LinkUnreachable } from './link-states.tsx';

/** `/invite#code=…`: makes an account, or chooses a new password for one. */
export function InvitePage() {
  usePageTitle('Invite');
  const [code] = useState(codeInAddress);
  const invite = useQuery({
    queryKey: ['invite', code],
    queryFn: ({ signal }) => lookAtInvite(code ?? '', signal),
    enabled: code !== null,
    staleTime: Infinity,
  });
  if (code === null)
    return (
      <LinkExplained title="Open the whole link">
        An invite ends in <code className="font-mono text-xs">#code=…</code>. Open it as it was sent to you.
      </LinkExplained>
    );
  if (invite.isPending) return <LinkLoading title="Invite" />;
  if (invite.error instanceof NetworkError)
    return (
      <LinkUnreachable title="Invite" message={invite.error.message} onRetry={() => void invite.refetch()} />
    );
  if (invite.isError)
    return <LinkExplained title="This link is closed">{messageOf(invite.error)}</LinkExplained>;
  return invite.data.kind === 'join' ? (
    <AccountFrame
      title="Join Drover"
      intro={`${invite.data.invitedBy} invites you as ${ROLE_WORDS[invite.data.role].article}, who can ${ROLE_WORDS[invite.data.role].may}.`}
    >
      <InviteForm code={code} invite={invite.data} />
    </AccountFrame>
  ) : (
    <AccountFrame title={`New password for ${invite.data.name}`} intro="It ends all logins of this account.">
      <InviteForm code={code} invite={invite.data} />
    </AccountFrame>
  );
}
