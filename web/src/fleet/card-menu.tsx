import { type Host, hasEnded, type Session } from '@drover/protocol';
import { Ellipsis, FileDiff, SquareTerminal, Tag } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { changesPath } from '../changes/changes-path.ts';
import { IconButton } from '../design/button.tsx';
import { ProfileMark } from '../design/chip.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../design/menu.tsx';
import { useMay } from '../live/use-live.ts';
import { companionChoices } from '../sessions/companion-choices.ts';
import { EditSessionDialog } from '../sessions/edit-session-dialog.tsx';
import { sessionLabel } from '../sessions/session-words.ts';
import { useCompanion } from '../spawn/use-companion.ts';

/** What is wanted of a session less often. */
export function CardMenu({ session, host }: { session: Session; host: Host }) {
  const mayOperate = useMay('operator');
  const [editing, setEditing] = useState(false);
  const navigate = useNavigate();
  const hasChanges = session.git !== null;
  if (!mayOperate && !hasChanges) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More about ${sessionLabel(session, host)}`}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        {hasChanges && (
          <MenuItem icon={<FileDiff size={15} />} onSelect={() => navigate(changesPath(session.sessionId))}>
            Changes
          </MenuItem>
        )}
        {mayOperate && (
          <MenuItem icon={<Tag size={15} />} onSelect={() => setEditing(true)}>
            Name, task and tags…
          </MenuItem>
        )}
        {mayOperate && !hasEnded(session.status) && host.online && (
          <CompanionItems session={session} host={host} />
        )}
      </Menu>
      {editing && <EditSessionDialog session={session} onClose={() => setEditing(false)} />}
    </>
  );
}

function CompanionItems({ session, host }: { session: Session; host: Host }) {
  const { start } = useCompanion();
  const choices = companionChoices(host);
  if (choices.length === 0) return null;
  return (
    <>
      <MenuSeparator />
      <MenuLabel>
        <span className="flex items-center gap-1.5">
          <SquareTerminal size={13} aria-hidden="true" />
          Open beside it
        </span>
      </MenuLabel>
      {choices.map(({ name, displayName, color }) => (
        <MenuItem
          key={name}
          icon={<ProfileMark color={color} />}
          onSelect={() => start({ session, profile: name })}
        >
          {displayName}
        </MenuItem>
      ))}
    </>
  );
}
