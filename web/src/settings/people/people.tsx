import type { Person } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/http.ts';
import { listPeople } from '../../api/people.ts';
import { INPUT } from '../../design/field.tsx';
import { List, ListSkeleton } from '../../design/list.tsx';
import { LoadError } from '../../design/load-error.tsx';
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
          {all.length >= FILTER_FROM && <Filter text={text} onChange={setText} />}
          <InviteButton />
        </div>
      }
    >
      {people.isError && (
        <LoadError message={messageOf(people.error)} onRetry={() => void people.refetch()} />
      )}
      {people.isPending && <ListSkeleton rows={4} label="Loading the people" />}
      {shown.length > 0 && (
        <List label="People">
          {shown.map((person) => (
            <PersonRow key={person.userId} person={person} />
          ))}
        </List>
      )}
      {all.length > 0 && shown.length === 0 && <p className="text-ink-3 text-sm">Nobody matches.</p>}
    </Section>
  );
}

const Filter = ({ text, onChange }: { text: string; onChange: (text: string) => void }) => (
  <search className="w-52">
    <input
      type="search"
      aria-label="Filter people"
      placeholder="Filter people"
      value={text}
      onChange={(event) => onChange(event.target.value)}
      className={INPUT}
    />
  </search>
);

const byName = (a: Person, b: Person) => a.name.localeCompare(b.name);

const matches = ({ name, email, role }: Person, text: string): boolean =>
  `${name} ${email ?? ''} ${role}`.toLowerCase().includes(text.trim().toLowerCase());
