import type { HostFacts, HostPolicy } from '@drover/protocol';
import { Fact, Facts } from '../design/facts.tsx';
import { Section } from '../design/page.tsx';
import { limitWords } from './host-words.ts';

export const HostPolicySection = ({ facts: { policy } }: { facts: HostFacts }) => (
  <Section title="Policy" intro="Decided on the machine itself; the hub cannot change it.">
    <Policy policy={policy} />
  </Section>
);

const Policy = ({ policy }: { policy: HostPolicy }) => (
  <Facts>
    <Fact name="Written down in">
      {policy.file ? (
        <code className="font-mono text-xs">{policy.file}</code>
      ) : (
        'No file; what holds are the defaults'
      )}
    </Fact>
    <Fact name="Profiles">{policy.profiles ? policy.profiles.join(', ') || 'None' : 'All'}</Fact>
    <Fact name="Plain shells">{policy.shells ? 'Allowed' : 'Not allowed'}</Fact>
    <Fact name="Directories without git">
      {policy.plainDirectories ? 'Allowed below its roots' : 'Not allowed: sessions start in repositories'}
    </Fact>
    <Fact name="Typing">{policy.input ? 'Allowed' : 'Not allowed: sessions can only be watched'}</Fact>
    <Fact name="Sessions at once">{policy.maxSessions}</Fact>
    <Fact name="Limits">{limitWords(policy.limits)}</Fact>
  </Facts>
);
