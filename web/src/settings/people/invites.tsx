import type { Invite } from '@drover/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/http.ts';
import { Loaded } from '../../api/loaded.tsx';
import { deleteInvite, listInvites } from '../../api/people.ts';
import { Button } from '../../design/button.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { List, ListRow } from '../../design/list.tsx';
import { Section } from '../../design/page.tsx';
import { useToast } from '../../design/toast.tsx';
import { ROLE_WORDS } from '../../roles/role-words.ts';
import { formatMoment } from '../../time/format.ts';
import { INVITES } from './keys.ts';

/** Links that have been handed out and not been used. */
export function Invites() {
  const invites = useQuery({ queryKey: INVITES, queryFn: ({ signal }) => listInvites(signal) });
  return (
    <Section title="Open links" intro="Invites and links for a new password that nobody has used yet.">
      <Loaded query={invites} what="the links" rows={1}>
        {(data) => <InviteList invites={data.invites} />}
      </Loaded>
    </Section>
  );
}

function InviteList({ invites }: { invites: readonly Invite[] }) {
  if (invites.length === 0) return <EmptyState title="No open links" className="py-5" />;
  return (
    <List label="Open links">
      {invites.map((invite) => (
        <InviteRow key={invite.inviteId} invite={invite} />
      ))}
    </List>
  );
}

function InviteRow({ invite }: { invite: Invite }) {
  const toast = useToast();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteInvite(invite.inviteId),
    onError: (error) => toast({ tone: 'bad', text: `The link is not deleted. ${messageOf(error)}` }),
    onSettled: () => queries.invalidateQueries({ queryKey: INVITES }),
  });
  const what =
    invite.kind === 'join'
      ? `Invite as ${ROLE_WORDS[invite.role].name.toLowerCase()}`
      : `New password for ${invite.name}`;
  return (
    <ListRow>
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium">{what}</p>
        <p className="text-ink-3 text-xs">
          By {invite.invitedBy}, works until {formatMoment(invite.expiresAt)}
        </p>
      </div>
      <Button
        variant="quiet"
        pending={remove.isPending}
        onClick={() => remove.mutate()}
        aria-label={`Delete: ${what}`}
      >
        Delete
      </Button>
    </ListRow>
  );
}
