import { Dialog, DialogBody } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Segments } from '../../design/segments.tsx';
import { type Preferences, setPreferences, usePreferences } from '../preferences.ts';

type Switch = 'copyOnSelect' | 'programsMayCopy' | 'screenReader';

const SWITCHES: readonly { name: Switch; label: string; hint: string }[] = [
  {
    name: 'copyOnSelect',
    label: 'Copy on selection',
    hint: 'Selecting text puts it on the clipboard at once.',
  },
  {
    name: 'programsMayCopy',
    label: 'Programs may copy',
    hint: 'Lets a program put text on your clipboard (OSC 52). No program can ever read it.',
  },
  {
    name: 'screenReader',
    label: 'Screen reader',
    hint: 'Tells a screen reader what the terminal shows. Slower with much output.',
  },
];

export type SettingsDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function SettingsDialog({ open, onOpenChange }: SettingsDialogProps) {
  const preferences = usePreferences();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Terminal settings"
      description="For all terminals in this browser."
    >
      <DialogBody className="space-y-4 pb-6">
        <TextField
          label="Font"
          placeholder="JetBrains Mono"
          hint="A monospaced font on this machine; empty for the dashboard’s own."
          value={preferences.fontFamily}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => setPreferences({ fontFamily: event.target.value })}
        />
        <div className="flex items-center justify-between gap-4">
          <span className="font-medium text-sm">Bell</span>
          <Segments
            label="Bell"
            value={preferences.bell}
            options={[
              { value: 'flash', label: 'Flash' },
              { value: 'none', label: 'Nothing' },
            ]}
            onChange={(bell) => setPreferences({ bell })}
          />
        </div>
        {SWITCHES.map((one) => (
          <SwitchRow key={one.name} {...one} on={preferences[one.name]} />
        ))}
      </DialogBody>
    </Dialog>
  );
}

type SwitchRowProps = (typeof SWITCHES)[number] & { on: Preferences[Switch] };

const SwitchRow = ({ name, label, hint, on }: SwitchRowProps) => (
  <label className="flex touch:min-h-11 items-start gap-3 text-sm">
    <input
      type="checkbox"
      className="mt-0.5 size-4 touch:size-6 shrink-0 accent-(--accent)"
      checked={on}
      onChange={(event) => setPreferences({ [name]: event.target.checked })}
    />
    <span>
      <span className="block font-medium">{label}</span>
      <span className="block text-ink-3 text-xs">{hint}</span>
    </span>
  </label>
);
