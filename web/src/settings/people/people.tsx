import type { Person } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../api/loaded.tsx';
import { listPeople } from '../../api/people.ts';
import { FilterBox } from '../../design/filter-box.tsx';
import { List } from '../../design/list.tsx';
import { Section } from '../../design/page.tsx';
import { InviteButton } from './invite-button.tsx';
import { PEOPLE } from './keys.ts';
import { PersonRow } from './person-row.tsx';

/** From this many people on, finding one takes a filter. */
const FILTER_FROM = 10;

export function People() {
  const [text, setText] = useState('');
  const people = useQuery({ queryKey: PEOPLE, queryFn: ({ signal }) => listPeople(signal) });
  const all = people.data?.people ?? [];
  const shown = all.filter((person) => matches(person, text)).sort(byName);
  return (
    <Section
      title="People"
      intro="A change takes effect at once, also in terminals that are open."
      actions={
        <div className="flex flex-wrap gap-2">
          {all.length >= FILTER_FROM && <FilterBox label="Filter people" text={text} onChange={setText} />}
          <InviteButton />
        </div>
      }
    >
      <Loaded query={people} what="the people" rows={4}>
        {() => <PersonList people={shown} />}
      </Loaded>
    </Section>
  );
}

function PersonList({ people }: { people: readonly Person[] }) {
  if (people.length === 0) return <p className="text-ink-3 text-sm">Nobody matches.</p>;
  return (
    <List label="People">
      {people.map((person) => (
        <PersonRow key={person.userId} person={person} />
      ))}
    </List>
  );
}

const byName = (a: Person, b: Person) => a.name.localeCompare(b.name);

const matches = ({ name, email, role }: Person, text: string): boolean =>
  `${name} ${email ?? ''} ${role}`.toLowerCase().includes(text.trim().toLowerCase());
