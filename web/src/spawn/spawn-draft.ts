import { DroverError, type ErrorCode, type Host, Prompt, type SpawnBody, Task } from '@drover/protocol';
import { messageOf } from '../api/http.ts';

/** What the person has chosen and typed so far. */
export type SpawnDraft = {
  hostId: string;
  profile: string;
  projectDir: string;
  task: string;
  prompt: string;
};

export type SpawnPlace = 'host' | 'profile' | 'projectDir' | 'task' | 'prompt' | 'form';
export type SpawnFaults = Partial<Record<SpawnPlace, string>>;

/** Where in the dialog a refusal of the hub or the host belongs. */
const PLACES: Partial<Record<ErrorCode, SpawnPlace>> = {
  host_offline: 'host',
  too_many_sessions: 'host',
  unknown_profile: 'profile',
  profile_unavailable: 'profile',
  path_outside_roots: 'projectDir',
  not_a_directory: 'projectDir',
  not_found: 'projectDir',
};

export function faultsOfRefusal(error: unknown): SpawnFaults {
  const place = (error instanceof DroverError && PLACES[error.code]) || 'form';
  return { [place]: messageOf(error) };
}

/** What can be told to be wrong without asking the hub. */
export function faultsOf(draft: SpawnDraft, host: Host | undefined): SpawnFaults {
  const faults: SpawnFaults = {};
  const profile = host?.facts?.profiles.find(({ name }) => name === draft.profile);
  if (!host) faults.host = 'Choose a host.';
  else if (!host.online) faults.host = `${host.name} is offline.`;
  if (!profile) faults.profile = 'Choose what to start.';
  else if (profile.unavailable) faults.profile = profile.unavailable;
  if (!draft.projectDir.trim()) faults.projectDir = 'Choose a project, or type the path of a directory.';
  else if (!/^(\/|~$|~\/)/.test(draft.projectDir.trim()))
    faults.projectDir = 'Choose a project from the list, or type a whole path that begins with "/".';
  const task = Task.safeParse(draft.task);
  if (!task.success) faults.task = `The task ${task.error.issues[0]?.message}.`;
  const prompt = Prompt.safeParse(draft.prompt);
  if (!prompt.success) faults.prompt = `The prompt ${prompt.error.issues[0]?.message}.`;
  return faults;
}

/** @param acceptsPrompt whether the profile can be handed a first prompt; else what was typed stays here */
export function bodyOf(draft: SpawnDraft, commandId: string, acceptsPrompt: boolean): SpawnBody {
  return {
    commandId,
    hostId: draft.hostId,
    profile: draft.profile,
    projectDir: draft.projectDir.trim(),
    task: draft.task.trim() || null,
    prompt: (acceptsPrompt && draft.prompt.trim()) || null,
  };
}
