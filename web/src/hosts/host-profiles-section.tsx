import type { HostFacts, ProfileInfo } from '@drover/protocol';
import { Chip, ProfileMark } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { List, ListRow } from '../design/list.tsx';
import { Section } from '../design/page.tsx';
import { WithCode } from '../design/with-code.tsx';
import { ProfileFaults } from '../fleet/profile-faults.tsx';
import { conversationWords } from './profile-words.ts';

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

function ProfileRow({ profile }: { profile: ProfileInfo }) {
  const { name, displayName, color, unavailable, hint, untested } = profile;
  const conversations = conversationWords(profile);
  return (
    <ListRow className="min-h-10">
      <span
        className={cx('flex items-center gap-2 font-medium', unavailable && '[&>:first-child]:grayscale')}
      >
        <ProfileMark color={color} />
        {displayName}
      </span>
      <span className="font-mono text-ink-3 text-xs">{name}</span>
      {untested && <Chip title="Written from its documentation, and never tried.">Untested</Chip>}
      {conversations && <span className="text-ink-3 text-xs">{conversations}</span>}
      <span
        className={cx('ml-auto min-w-0 text-right', unavailable || hint ? 'text-warn-ink' : 'text-ink-2')}
      >
        {unavailable ? <WithCode text={unavailable} /> : 'Available'}
        {!unavailable && hint && (
          <span className="block text-xs">
            <WithCode text={hint} />
          </span>
        )}
      </span>
    </ListRow>
  );
}
