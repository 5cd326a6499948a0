import type { Host } from '@drover/protocol';
import { Ban, Ellipsis, KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../design/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../design/menu.tsx';
import { DeleteHostDialog } from './delete-host-dialog.tsx';
import { RenameHostDialog } from './rename-host-dialog.tsx';
import { RevokeHostDialog } from './revoke-host-dialog.tsx';
import { RotateTokenDialog } from './rotate-token-dialog.tsx';

type Act = 'rename' | 'rotate' | 'revoke' | 'delete';

/** What an admin can do with a host. */
export function HostActions({ host }: { host: Host }) {
  const [act, setAct] = useState<Act | null>(null);
  const onClose = () => setAct(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More about this host" variant="plain">
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={15} />} onSelect={() => setAct('rename')}>
          Rename…
        </MenuItem>
        {!host.isLocal && <RemoteItems host={host} onAct={setAct} />}
      </Menu>
      {act === 'rename' && <RenameHostDialog host={host} onClose={onClose} />}
      {act === 'rotate' && <RotateTokenDialog host={host} onClose={onClose} />}
      {act === 'revoke' && <RevokeHostDialog host={host} onClose={onClose} />}
      {act === 'delete' && <DeleteHostDialog host={host} onClose={onClose} />}
    </>
  );
}

/** Of the machine that the hub itself runs on, whoever starts the hub decides. */
const RemoteItems = ({ host, onAct }: { host: Host; onAct: (act: Act) => void }) => (
  <>
    <MenuItem icon={<KeyRound size={15} />} onSelect={() => onAct('rotate')}>
      New token…
    </MenuItem>
    <MenuSeparator />
    {host.access !== 'revoked' && (
      <MenuItem icon={<Ban size={15} />} danger onSelect={() => onAct('revoke')}>
        Revoke access…
      </MenuItem>
    )}
    <MenuItem icon={<Trash2 size={15} />} danger onSelect={() => onAct('delete')}>
      Delete…
    </MenuItem>
  </>
);
