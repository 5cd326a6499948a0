import type { ProfileInfo } from '@drover/protocol';
import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import { ProfileMark } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { Tooltip } from '../design/tooltip.tsx';

export type ProfilePickerProps = {
  profiles: readonly ProfileInfo[];
  value: string;
  onChange: (name: string) => void;
  error: string | undefined;
};

export function ProfilePicker({ profiles, value, onChange, error }: ProfilePickerProps) {
  const labelId = useId();
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
        {profiles.map((profile) => (
          <ProfileChoice key={profile.name} profile={profile} />
        ))}
      </RadioGroup.Root>
      <Obstacles profiles={profiles} />
      {error && (
        <p role="alert" className="text-bad-ink text-xs">
          {error}
        </p>
      )}
    </div>
  );
}

/** Why some cannot be chosen, for who has no mouse to point with. */
function Obstacles({ profiles }: { profiles: readonly ProfileInfo[] }) {
  const inTheWay = profiles.filter(({ unavailable }) => unavailable !== null);
  if (inTheWay.length === 0) return null;
  return (
    <ul aria-label="Profiles that cannot be started" className="space-y-0.5 pt-0.5 text-ink-3 text-xs">
      {inTheWay.map(({ name, displayName, unavailable }) => (
        <li key={name} className="break-words">
          {displayName}: {unavailable}
        </li>
      ))}
    </ul>
  );
}

function ProfileChoice({ profile: { name, displayName, color, unavailable } }: { profile: ProfileInfo }) {
  const choice = (
    <RadioGroup.Item
      value={name}
      aria-disabled={unavailable !== null}
      className={cx(
        'flex h-9 touch:h-11 w-full items-center gap-2 rounded-md border px-2.5 text-left font-medium text-sm transition-colors',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft',
        unavailable === null
          ? 'border-line-field hover:bg-hover'
          : 'border-line border-dashed text-ink-3 [&>:first-child]:grayscale',
      )}
    >
      <ProfileMark color={color} />
      <span className="truncate">{displayName}</span>
    </RadioGroup.Item>
  );
  return unavailable === null ? choice : <Tooltip text={unavailable}>{choice}</Tooltip>;
}
