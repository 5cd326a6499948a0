import { useMutation } from '@tanstack/react-query';
import { CircleUserRound, LogOut, UserRoundCog } from 'lucide-react';
import { useNavigate } from 'react-router';
import { logOut } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { IconButton } from '../design/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../design/menu.tsx';
import { useToast } from '../design/toast.tsx';
import { useHubVersion, useMe } from '../live/use-live.ts';
import { ThemeChoice } from './theme-choice.tsx';

export function AccountMenu() {
  const me = useMe();
  const version = useHubVersion();
  const navigate = useNavigate();
  const leave = useLogOut();
  return (
    <Menu
      trigger={
        <IconButton label="Account and theme">
          <CircleUserRound size={17} />
        </IconButton>
      }
    >
      <MenuLabel>{me ? `Logged in as ${me.name}, ${me.role}` : 'Account'}</MenuLabel>
      <MenuItem icon={<UserRoundCog size={15} />} onSelect={() => void navigate('/settings/account')}>
        Your account
      </MenuItem>
      <MenuItem icon={<LogOut size={15} />} onSelect={leave}>
        Log out
      </MenuItem>
      <MenuSeparator />
      <ThemeChoice />
      {version && (
        <>
          <MenuSeparator />
          <MenuLabel>Drover {version}</MenuLabel>
        </>
      )}
    </Menu>
  );
}

function useLogOut(): () => void {
  const navigate = useNavigate();
  const toast = useToast();
  const leave = useMutation({
    mutationFn: logOut,
    onSuccess: () => navigate('/login', { replace: true }),
    onError: (error) => toast({ tone: 'bad', text: `Not logged out. ${messageOf(error)}` }),
  });
  return () => leave.mutate();
}
