import type { Host, HostId } from '@drover/protocol';
import { Field, TextAreaField, TextField } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { StatusDot } from '../design/status-dot.tsx';
import { useFleet } from '../live/use-live.ts';
import { ConversationField } from './conversation-field.tsx';
import { MoreFields } from './more-fields.tsx';
import { ProfilePicker } from './profile-picker.tsx';
import { ProjectField } from './project-field.tsx';
import { ELSEWHERE } from './spawn-draft.ts';
import { draftFor, type Spawning } from './use-spawn.ts';
import { WorktreeFields } from './worktree-fields.tsx';

export function SpawnFields({ spawning }: { spawning: Spawning }) {
  const { draft, change, faults, host, profile, terms } = spawning;
  const { hosts } = useFleet();
  const changeHost = (hostId: HostId) => {
    const chosen = hosts.get(hostId);
    if (!chosen) return;
    const { profile, projectDir } = draftFor(chosen, { profile: draft.profile });
    change({ ...ELSEWHERE, hostId, profile, projectDir });
  };
  return (
    <div className="space-y-4">
      {(hosts.size > 1 || faults.host) && (
        <HostField hosts={hosts.values()} hostId={draft.hostId} onChange={changeHost} error={faults.host} />
      )}
      <ProfilePicker
        profiles={host?.facts?.profiles ?? []}
        value={draft.profile}
        onChange={(name) => change({ profile: name, conversationId: '' })}
        error={faults.profile}
      />
      <ProjectField
        key={draft.hostId}
        host={host}
        value={draft.projectDir}
        project={spawning.project}
        onChange={(projectDir) => change({ ...ELSEWHERE, projectDir })}
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
      <ConversationField spawning={spawning} />
      <WorktreeFields spawning={spawning} />
      {terms.takes.acceptsPrompt && (
        <TextAreaField
          label="First prompt"
          rows={2}
          placeholder={`What ${profile?.displayName} is told at its start; may be left empty`}
          value={draft.prompt}
          onChange={(event) => change({ prompt: event.target.value })}
          error={faults.prompt}
        />
      )}
      <MoreFields spawning={spawning} />
    </div>
  );
}

type HostFieldProps = {
  hosts: Iterable<Host>;
  hostId: HostId;
  onChange: (hostId: HostId) => void;
  error: string | undefined;
};

function HostField({ hosts, hostId, onChange, error }: HostFieldProps) {
  return (
    <Field label="Host" error={error}>
      {(ids) => <Select {...ids} value={hostId} onChange={onChange} options={hostOptions(hosts)} />}
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
