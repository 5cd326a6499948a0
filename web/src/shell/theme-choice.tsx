import { Monitor, Moon, Sun } from 'lucide-react';
import { MenuChoice, MenuLabel } from '../design/menu.tsx';
import { chooseTheme, useThemeChoice } from '../design/theme.ts';

const CHOICES = [
  { value: 'system', label: 'Like the system', icon: <Monitor size={15} /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={15} /> },
  { value: 'light', label: 'Light', icon: <Sun size={15} /> },
] as const;

/** A part of a menu. */
export const ThemeChoice = () => (
  <>
    <MenuLabel>Theme</MenuLabel>
    <MenuChoice value={useThemeChoice()} onChange={chooseTheme} choices={CHOICES} />
  </>
);
