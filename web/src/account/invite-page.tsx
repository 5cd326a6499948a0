import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { messageOf, NetworkError } from '../api/http.ts';
import { lookAtInvite } from '../api/people.ts';
import { Button } from '../design/button.tsx';
import { FormError } from '../design/form-error.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { ROLE_WORDS } from '../roles/role-words.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { AccountFrame } from './account-frame.tsx';
import { codeInAddress } from './code-in-address.ts';
import { InviteForm } from './invite-form.tsx';

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
      <Explained title="Open the whole link">
        An invite ends in <code className="font-mono text-xs">#code=…</code>. Open it as it was sent to you.
      </Explained>
    );
  if (invite.isPending) return <Loading />;
  if (invite.error instanceof NetworkError)
    return <Unreachable message={invite.error.message} onRetry={() => void invite.refetch()} />;
  if (invite.isError) return <Explained title="This link is closed">{messageOf(invite.error)}</Explained>;
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

const Loading = () => (
  <AccountFrame title="Invite">
    <div className="space-y-4" role="status" aria-label="Loading">
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  </AccountFrame>
);

const Unreachable = ({ message, onRetry }: { message: string; onRetry: () => void }) => (
  <AccountFrame title="Invite">
    <div className="space-y-4">
      <FormError>{message}</FormError>
      <Button className="w-full" onClick={onRetry}>
        Try again
      </Button>
    </div>
  </AccountFrame>
);

const Explained = ({ title, children }: { title: string; children: ReactNode }) => (
  <AccountFrame title={title} intro={children}>
    <Link to="/login" className="font-medium text-accent-ink text-sm hover:underline">
      Go to the login
    </Link>
  </AccountFrame>
);
