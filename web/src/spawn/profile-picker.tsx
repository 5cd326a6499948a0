import type { ProfileInfo } from '@drover/protocol';
import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import { ProfileMark } from '../design/chip.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { WithCode } from '../design/with-code.tsx';

export type ProfilePickerProps = {
  profiles: readonly ProfileInfo[];
  value: string;
  onChange: (name: string) => void;
  error: string | undefined;
};

export function ProfilePicker({ profiles, value, onChange, error }: ProfilePickerProps) {
  const labelId = useId();
  const hint = profiles.find(({ name }) => name === value)?.hint;
  const usable = profiles.filter(({ unavailable }) => unavailable === null);
  return (
    <div className="space-y-1">
      <p id={labelId} className="font-medium text-ink-2 text-xs">
        Profile
      </p>
      <RadioGroup.Root
        aria-labelledby={labelId}
        value={value}
        onValueChange={onChange}
        className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-1.5"
      >
        {usable.map((profile) => (
          <ProfileChoice key={profile.name} profile={profile} />
        ))}
      </RadioGroup.Root>
      {hint && (
        <p role="status" className="break-words text-warn-ink text-xs">
          <WithCode text={hint} />
        </p>
      )}
      <Obstacles
        profiles={profiles.filter(({ unavailable }) => unavailable !== null)}
        open={usable.length === 0}
      />
      {error && (
        <p role="alert" className="text-bad-ink text-xs">
          {error}
        </p>
      )}
    </div>
  );
}

/** Those that cannot be started now, and why: not found, not logged in, not permitted. */
function Obstacles({ profiles, open }: { profiles: readonly ProfileInfo[]; open: boolean }) {
  if (profiles.length === 0) return null;
  return (
    <details open={open} className="text-ink-3 text-xs">
      <summary className="w-fit touch:min-h-11 cursor-pointer rounded hover:text-ink">
        {profiles.length === 1 ? '1 other cannot be started' : `${profiles.length} others cannot be started`}
      </summary>
      <ul aria-label="Profiles that cannot be started" className="space-y-0.5 pt-1">
        {profiles.map(({ name, displayName, unavailable }) => (
          <li key={name} className="break-words">
            {displayName}: <WithCode text={unavailable ?? ''} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function ProfileChoice({ profile: { name, displayName, color, untested } }: { profile: ProfileInfo }) {
  const choice = (
    <RadioGroup.Item
      value={name}
      className="flex h-9 touch:h-11 w-full items-center gap-2 rounded-md border border-line-field px-2.5 text-left font-medium text-sm transition-colors hover:bg-hover data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
    >
      <ProfileMark color={color} />
      <span className="min-w-0 flex-1 truncate">{displayName}</span>
      {untested && <span className="font-normal text-ink-3 text-xs">untested</span>}
    </RadioGroup.Item>
  );
  if (!untested) return choice;
  return <Tooltip text="Written from its documentation, and never tried.">{choice}</Tooltip>;
}
