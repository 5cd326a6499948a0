import { Combobox } from '../design/combobox.tsx';
import { Field, TextField } from '../design/field.tsx';
import { More } from '../design/more.tsx';
import { TagsField } from '../design/tags-field.tsx';
import { type Spawning, spawnMemory } from './use-spawn.ts';

/** What most starts do without. */
export function MoreFields({ spawning }: { spawning: Spawning }) {
  const { draft, change, faults, terms } = spawning;
  const { acceptsModel } = terms.takes;
  return (
    <More
      about={acceptsModel ? 'model, name, tags' : 'name, tags'}
      wrong={Boolean(faults.model || faults.name || faults.tags)}
    >
      {acceptsModel && <ModelField spawning={spawning} />}
      <TextField
        label="Name"
        placeholder="What to call the session; else its task says it"
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        error={faults.name}
        autoComplete="off"
      />
      <TagsField
        label="Tags"
        placeholder="Words to find it by"
        tags={draft.tags}
        typed={draft.tag}
        onChange={(tags, tag) => change({ tags, tag })}
        error={faults.tags}
      />
    </More>
  );
}

function ModelField({ spawning: { draft, change, faults, profile } }: { spawning: Spawning }) {
  const recent = spawnMemory.of(draft.hostId)?.models[draft.profile] ?? [];
  return (
    <Field label="Model" error={faults.model}>
      {(ids) => (
        <Combobox
          {...ids}
          value={draft.model}
          onChange={(model) => change({ model })}
          options={recent.map((model) => ({ value: model, label: model, note: 'recent' }))}
          isOwnText={() => true}
          placeholder={`As ${profile?.displayName} names it; empty for its own choice`}
          listNote={recent.length === 0 && 'Models used here before are offered here.'}
        />
      )}
    </Field>
  );
}
