import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleUserRound, LogOut } from 'lucide-react';
import { useNavigate } from 'react-router';
import { getMe, logOut } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { IconButton } from '../design/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../design/menu.tsx';
import { useToast } from '../design/toast.tsx';
import { useFleet, useLive } from '../live/use-live.ts';

export function AccountMenu() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => getMe(signal), staleTime: Infinity });
  const { version } = useFleet();
  const leave = useLogOut();
  return (
    <Menu
      trigger={
        <IconButton label="Account">
          <CircleUserRound size={17} />
        </IconButton>
      }
    >
      <MenuLabel>{me.data ? `Logged in as ${me.data.user.name}` : 'Account'}</MenuLabel>
      <MenuItem icon={<LogOut size={15} />} onSelect={leave}>
        Log out
      </MenuItem>
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
  const { fleet } = useLive();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const leave = useMutation({
    mutationFn: logOut,
    onSuccess: async () => {
      await navigate('/login', { replace: true });
      fleet.clear();
      queries.clear();
    },
    onError: (error) => toast({ tone: 'bad', text: `Not logged out. ${messageOf(error)}` }),
  });
  return () => leave.mutate();
}
