import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton } from '../design/button.tsx';
import { Menu, MenuChoice } from '../design/menu.tsx';
import { chooseTheme, useTheme, useThemeChoice } from '../design/theme.ts';

const CHOICES = [
  { value: 'system', label: 'Like the system', icon: <Monitor size={15} /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={15} /> },
  { value: 'light', label: 'Light', icon: <Sun size={15} /> },
] as const;

export function ThemeMenu() {
  const choice = useThemeChoice();
  const Icon = useTheme() === 'dark' ? Moon : Sun;
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          <Icon size={16} />
        </IconButton>
      }
    >
      <MenuChoice value={choice} onChange={chooseTheme} choices={CHOICES} />
    </Menu>
  );
}
