import type { HostFacts, ProfileInfo } from '@drover/protocol';
import { ProfileMark } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { List, ListRow } from '../design/list.tsx';
import { Section } from '../design/page.tsx';
import { WithCode } from '../design/with-code.tsx';
import { ProfileFaults } from '../fleet/profile-faults.tsx';

export const HostProfilesSection = ({ facts }: { facts: HostFacts }) => (
  <Section title="Profiles" intro="The tools that can be started on it.">
    <ProfileFaults faults={facts.profileFaults} />
    {facts.profiles.length === 0 ? (
      <p className="text-ink-3 text-sm">It offers none.</p>
    ) : (
      <List label="Profiles">
        {facts.profiles.map((profile) => (
          <ProfileRow key={profile.name} profile={profile} />
        ))}
      </List>
    )}
  </Section>
);

const ProfileRow = ({ profile: { name, displayName, color, unavailable } }: { profile: ProfileInfo }) => (
  <ListRow className="min-h-10">
    <span className={cx('flex items-center gap-2 font-medium', unavailable && '[&>:first-child]:grayscale')}>
      <ProfileMark color={color} />
      {displayName}
    </span>
    <span className="font-mono text-ink-3 text-xs">{name}</span>
    <span className={cx('ml-auto min-w-0', unavailable ? 'text-warn-ink' : 'text-ink-2')}>
      {unavailable ? <WithCode text={unavailable} /> : 'Available'}
    </span>
  </ListRow>
);
