import {
  AArrowDown,
  AArrowUp,
  Columns2,
  Ellipsis,
  FileDiff,
  LayoutGrid,
  Maximize,
  Search,
  Settings,
  Square,
  X,
} from 'lucide-react';
import { IconButton } from '../../design/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../design/menu.tsx';
import { changeFontSize } from '../preferences.ts';
import type { HeaderSides } from './header-sides.ts';

export type HeaderActionsProps = HeaderSides & {
  /** Whether there is anything to stop, and this person may. */
  stoppable: boolean;
  onFind: () => void;
  onFullScreen: () => void;
  onSettings: () => void;
  onStop: () => void;
  onFleet: () => void;
};

/** Buttons where there is room, so that the name stays readable; the menu has them all. */
export const HeaderActions = (props: HeaderActionsProps) => (
  <div className="flex shrink-0 items-center">
    {/* A click leaves the focus in the terminal, where typing goes on. */}
    {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the mouse from moving the focus */}
    <span className="contents" onMouseDown={(event) => event.preventDefault()}>
      <span className="contents @max-xl:hidden">
        <SideButtons {...props} />
      </span>
      <span className="contents @max-5xl:hidden">
        <Buttons {...props} />
      </span>
    </span>
    <Menu
      trigger={
        <IconButton label="More">
          <Ellipsis size={17} />
        </IconButton>
      }
    >
      <MenuItems {...props} />
    </Menu>
    {props.onClose && (
      <IconButton label="Close this side; the session goes on" onClick={props.onClose}>
        <X size={16} />
      </IconButton>
    )}
  </div>
);

const SideButtons = (sides: HeaderSides) => (
  <>
    {sides.onCompanion && (
      <IconButton label="Open a shell beside it" pending={sides.companionPending} onClick={sides.onCompanion}>
        <Columns2 size={16} />
      </IconButton>
    )}
    {sides.onChanges && (
      <IconButton label="Changes" onClick={sides.onChanges}>
        <FileDiff size={16} />
      </IconButton>
    )}
  </>
);

const Buttons = ({ stoppable, onFind, onFullScreen, onStop }: HeaderActionsProps) => (
  <>
    <IconButton label="Find (Ctrl-Shift-F)" onClick={onFind}>
      <Search size={16} />
    </IconButton>
    <IconButton label="Smaller font (Ctrl -)" onClick={() => changeFontSize(-1)}>
      <AArrowDown size={17} />
    </IconButton>
    <IconButton label="Larger font (Ctrl +)" onClick={() => changeFontSize(1)}>
      <AArrowUp size={17} />
    </IconButton>
    <IconButton label="Full screen" onClick={onFullScreen}>
      <Maximize size={15} />
    </IconButton>
    {stoppable && (
      <IconButton label="Stop the session" onClick={onStop}>
        <Square size={14} />
      </IconButton>
    )}
  </>
);

const MenuItems = ({
  stoppable,
  onFind,
  onFullScreen,
  onSettings,
  onStop,
  onFleet,
  ...sides
}: HeaderActionsProps) => (
  <>
    <MenuItem icon={<LayoutGrid size={15} />} onSelect={onFleet}>
      All sessions
    </MenuItem>
    {sides.onCompanion && (
      <MenuItem icon={<Columns2 size={15} />} onSelect={sides.onCompanion}>
        Open a shell beside it
      </MenuItem>
    )}
    {sides.onChanges && (
      <MenuItem icon={<FileDiff size={15} />} onSelect={sides.onChanges}>
        Changes
      </MenuItem>
    )}
    <MenuSeparator />
    <MenuItem icon={<Search size={15} />} onSelect={onFind}>
      Find
    </MenuItem>
    <MenuItem icon={<AArrowUp size={15} />} onSelect={() => changeFontSize(1)}>
      Larger font
    </MenuItem>
    <MenuItem icon={<AArrowDown size={15} />} onSelect={() => changeFontSize(-1)}>
      Smaller font
    </MenuItem>
    <MenuItem icon={<Maximize size={15} />} onSelect={onFullScreen}>
      Full screen
    </MenuItem>
    <MenuItem icon={<Settings size={15} />} onSelect={onSettings}>
      Terminal settings…
    </MenuItem>
    {stoppable && (
      <>
        <MenuSeparator />
        <MenuItem icon={<Square size={14} />} danger onSelect={onStop}>
          Stop the session…
        </MenuItem>
      </>
    )}
  </>
);
