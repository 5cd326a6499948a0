import type { NewInvite, Person, Role } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Ellipsis, Link2, Trash2, UserRoundCheck } from 'lucide-react';
import { memo, useState } from 'react';
import { messageOf } from '../../api/http.ts';
import { editPerson, resetPassword } from '../../api/people.ts';
import { IconButton } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { ListRow } from '../../design/list.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../design/menu.tsx';
import { useToast } from '../../design/toast.tsx';
import { useMe } from '../../live/use-live.ts';
import { RoleSelect } from '../../roles/role-select.tsx';
import { ROLE_WORDS } from '../../roles/role-words.ts';
import { Ago } from '../../time/time-text.tsx';
import { InviteLinkDialog } from './invite-link-dialog.tsx';
import { INVITES, PEOPLE } from './keys.ts';
import { type PersonAct, PersonDialog } from './person-dialog.tsx';

/** One person; an admin's own account is changed by another admin. */
export const PersonRow = memo(function PersonRow({ person }: { person: Person }) {
  const isMe = useMe()?.userId === person.userId;
  const { name, role, email, loginMethod, disabled, lastSeenAt } = person;
  return (
    <ListRow>
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="min-w-0 truncate">{name}</span>
          {isMe && <Chip tone="accent">You</Chip>}
          {disabled && <Chip tone="bad">Disabled</Chip>}
          {loginMethod === 'oidc' && <Chip>Identity provider</Chip>}
        </p>
        <p className="truncate text-ink-3 text-xs">
          {email && `${email}, `}
          {lastSeenAt === null ? (
            'never seen'
          ) : (
            <>
              last seen <Ago at={lastSeenAt} />
            </>
          )}
        </p>
      </div>
      {isMe ? (
        <span className="text-ink-2">{ROLE_WORDS[role].name}</span>
      ) : (
        <PersonControls person={person} />
      )}
    </ListRow>
  );
});

function PersonControls({ person }: { person: Person }) {
  const change = useChange(person);
  return (
    <div className="flex items-center gap-1">
      <RoleSelect
        aria-label={`Role of ${person.name}`}
        className="max-w-32 min-w-28"
        value={change.isPending ? (change.variables.role ?? person.role) : person.role}
        onChange={(role) => role !== person.role && change.mutate({ role })}
      />
      <PersonMenu person={person} onEnable={() => change.mutate({ disabled: false })} />
    </div>
  );
}

function useChange(person: Person) {
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { role?: Role; disabled?: boolean }) => editPerson(person.userId, body),
    onError: (error) => toast({ tone: 'bad', text: `${person.name} is not changed. ${messageOf(error)}` }),
    onSettled: () => queries.invalidateQueries({ queryKey: PEOPLE }),
  });
}

type Asked = PersonAct | NewInvite | null;

function PersonMenu({ person, onEnable }: { person: Person; onEnable: () => void }) {
  const [asked, setAsked] = useState<Asked>(null);
  const reset = useReset(person, setAsked);
  const onClose = () => setAsked(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More about ${person.name}`} pending={reset.isPending}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        {person.loginMethod === 'password' && !person.disabled && (
          <MenuItem icon={<Link2 size={15} />} onSelect={() => reset.mutate()}>
            Link for a new password
          </MenuItem>
        )}
        {person.disabled ? (
          <MenuItem icon={<UserRoundCheck size={15} />} onSelect={onEnable}>
            Enable
          </MenuItem>
        ) : (
          <MenuItem icon={<Ban size={15} />} onSelect={() => setAsked('disable')}>
            Disable…
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<Trash2 size={15} />} danger onSelect={() => setAsked('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      {typeof asked === 'string' && <PersonDialog person={person} act={asked} onClose={onClose} />}
      {asked !== null && typeof asked === 'object' && <InviteLinkDialog made={asked} onClose={onClose} />}
    </>
  );
}

function useReset(person: Person, onMade: (made: NewInvite) => void) {
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => resetPassword(person.userId),
    onSuccess: (made) => {
      onMade(made);
      return queries.invalidateQueries({ queryKey: INVITES });
    },
    onError: (error) => toast({ tone: 'bad', text: `There is no link. ${messageOf(error)}` }),
  });
}
