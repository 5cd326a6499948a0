import type { Host, ProfileInfo } from '@drover/protocol';
import { Plus } from 'lucide-react';
import { ProfileMark } from '../design/chip.tsx';
import { Explanation } from '../design/explanation.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { WithCode } from '../design/with-code.tsx';

export type SpawnButtonsProps = { host: Host; onSpawn: (profile: string) => void };

/** One button per profile that can be started, and why the others cannot. */
export function SpawnButtons({ host, onSpawn }: SpawnButtonsProps) {
  if (!host.facts || host.facts.profiles.length === 0) return null;
  const able = host.facts.profiles.filter(({ unavailable }) => unavailable === null);
  const unable = host.facts.profiles.filter(({ unavailable }) => unavailable !== null);
  return (
    <fieldset aria-label={`Start on ${host.name}`} className="flex min-w-0 flex-wrap items-center gap-1.5">
      {able.map((profile) => (
        <SpawnButton key={profile.name} profile={profile} onSpawn={onSpawn} />
      ))}
      {unable.length > 0 && <Unable profiles={unable} hostName={host.name} isAll={able.length === 0} />}
    </fieldset>
  );
}

type UnableProps = { profiles: readonly ProfileInfo[]; hostName: string; isAll: boolean };

const Unable = ({ profiles, hostName, isAll }: UnableProps) => (
  <Explanation
    label={`What cannot be started on ${hostName}`}
    className="h-8 touch:h-11 rounded-md px-2 text-ink-3 text-xs hover:bg-hover hover:text-ink"
    content={() => (
      <dl className="space-y-2">
        {profiles.map(({ name, displayName, unavailable }) => (
          <div key={name}>
            <dt className="font-medium">{displayName}</dt>
            <dd className="text-ink-2 text-xs">
              <WithCode text={unavailable ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    )}
  >
    {profiles.length} {isAll ? '' : 'more '}cannot be started
  </Explanation>
);

type SpawnButtonProps = { profile: ProfileInfo; onSpawn: (profile: string) => void };

const SpawnButton = ({ profile, onSpawn }: SpawnButtonProps) => (
  <Tooltip text={`Start ${profile.displayName}`}>
    <button
      type="button"
      aria-label={`Start ${profile.displayName}`}
      onClick={() => onSpawn(profile.name)}
      className="inline-flex h-8 touch:h-11 items-center gap-2 rounded-md border bg-surface pr-2 pl-2.5 font-medium text-sm transition-colors hover:bg-hover"
      style={{ borderColor: `color-mix(in oklab, ${profile.color} 45%, var(--line))` }}
    >
      <ProfileMark color={profile.color} />
      {profile.displayName}
      <Plus size={13} className="text-ink-3" aria-hidden="true" />
    </button>
  </Tooltip>
);
