import type { Host, ProfileInfo } from '@drover/protocol';
import { Plus } from 'lucide-react';
import { ProfileMark } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { useToast } from '../design/toast.tsx';
import { Tooltip } from '../design/tooltip.tsx';

export type SpawnButtonsProps = { host: Host; onSpawn: (profile: string) => void };

/** One button per profile of the host. */
export function SpawnButtons({ host, onSpawn }: SpawnButtonsProps) {
  if (!host.facts || host.facts.profiles.length === 0) return null;
  return (
    <fieldset aria-label={`Start on ${host.name}`} className="flex min-w-0 flex-wrap gap-1.5">
      {host.facts.profiles.map((profile) => (
        <SpawnButton key={profile.name} profile={profile} onSpawn={onSpawn} />
      ))}
    </fieldset>
  );
}

type SpawnButtonProps = { profile: ProfileInfo; onSpawn: (profile: string) => void };

/** One that cannot be used stays in reach of keyboard and finger, to tell why. */
function SpawnButton({ profile, onSpawn }: SpawnButtonProps) {
  const { unavailable: obstacle } = profile;
  const toast = useToast();
  const explain = () => toast({ tone: 'accent', text: `${profile.displayName}: ${obstacle}` });
  return (
    <Tooltip text={obstacle ?? `Start ${profile.displayName}`}>
      <button
        type="button"
        aria-label={`Start ${profile.displayName}`}
        aria-disabled={obstacle !== null}
        onClick={() => (obstacle === null ? onSpawn(profile.name) : explain())}
        className={cx(
          'inline-flex h-8 touch:h-11 items-center gap-2 rounded-md border border-line-strong bg-surface pr-2 pl-2.5 font-medium text-sm transition-colors',
          obstacle === null
            ? 'hover:bg-hover'
            : 'cursor-default border-dashed text-ink-3 [&>:first-child]:grayscale',
        )}
        style={
          obstacle === null ? { borderColor: `color-mix(in oklab, ${profile.color} 45%, var(--line))` } : {}
        }
      >
        <ProfileMark color={profile.color} />
        {profile.displayName}
        <Plus size={13} className="text-ink-3" aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
