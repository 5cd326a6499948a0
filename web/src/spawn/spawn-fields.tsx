import type { Host, HostId } from '@drover/protocol';
import { Field, TextAreaField, TextField } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { StatusDot } from '../design/status-dot.tsx';
import { useFleet, useHost } from '../live/use-live.ts';
import { ProfilePicker } from './profile-picker.tsx';
import { ProjectField } from './project-field.tsx';
import { draftFor, type Spawning } from './use-spawn.ts';

export function SpawnFields({ spawning }: { spawning: Spawning }) {
  const { draft, change, faults } = spawning;
  const host = useHost(draft.hostId);
  const profiles = host?.facts?.profiles ?? [];
  const profile = profiles.find(({ name }) => name === draft.profile);
  const changeHost = (hostId: HostId) => {
    const { projectDir } = draftFor(hostId, null);
    change({ hostId, projectDir });
  };
  return (
    <div className="space-y-4">
      <HostField hostId={draft.hostId} onChange={changeHost} error={faults.host} />
      <ProfilePicker
        profiles={profiles}
        value={draft.profile}
        onChange={(name) => change({ profile: name })}
        error={faults.profile}
      />
      <ProjectField
        key={draft.hostId}
        host={host}
        value={draft.projectDir}
        onChange={(projectDir) => change({ projectDir })}
        error={faults.projectDir}
      />
      <TextField
        label="Task"
        placeholder="What is it for? Shown on its card"
        value={draft.task}
        onChange={(event) => change({ task: event.target.value })}
        error={faults.task}
        autoComplete="off"
      />
      {profile?.acceptsPrompt && (
        <TextAreaField
          label="First prompt"
          placeholder={`What ${profile.displayName} is told at its start; may be left empty`}
          value={draft.prompt}
          onChange={(event) => change({ prompt: event.target.value })}
          error={faults.prompt}
        />
      )}
    </div>
  );
}

type HostFieldProps = { hostId: HostId; onChange: (hostId: HostId) => void; error: string | undefined };

function HostField({ hostId, onChange, error }: HostFieldProps) {
  const { hosts } = useFleet();
  return (
    <Field label="Host" error={error}>
      {(ids) => <Select {...ids} value={hostId} onChange={onChange} options={hostOptions(hosts.values())} />}
    </Field>
  );
}

const hostOptions = (hosts: Iterable<Host>) =>
  [...hosts]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ hostId, name, online }) => ({
      value: hostId,
      label: name,
      disabled: !online,
      icon: <StatusDot tone={online ? 'good' : 'neutral'} hollow={!online} />,
      ...(!online && { note: 'Offline' }),
    }));
