import { DroverError, type Host, type HostId, ModelName, type Session } from '@drover/protocol';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { messageOf } from '../api/http.ts';
import { spawnSession } from '../api/sessions.ts';
import { inputForbidden } from '../hosts/host-words.ts';
import { useFleet } from '../live/use-live.ts';
import { bodyOf, emptyDraft, type SpawnDraft } from './spawn-draft.ts';
import { faultsOf, faultsOfRefusal, type SpawnFaults } from './spawn-faults.ts';
import { SpawnIntent } from './spawn-intent.ts';
import { SpawnMemory } from './spawn-memory.ts';
import { outlookOf, type SpawnOutlook, type SpawnSurroundings } from './spawn-terms.ts';
import { projectQuery, useProject } from './use-project.ts';
import type { ProjectKnowledge } from './worktree-advice.ts';

export const spawnMemory = new SpawnMemory(localStorage);

/** Where to start what; `profile` null for whatever was started there last. */
export type SpawnChoice = {
  hostId: HostId;
  profile: string | null;
  /** Where; left out for where something was started last. */
  projectDir?: string;
  /** Path of a worktree of that project to go on in. */
  worktreePath?: string;
};

/** The begin of a draft for a host: what is asked for, else what was chosen there last, or can be. */
export function draftFor(host: Host, choice: Omit<SpawnChoice, 'hostId'>): SpawnDraft {
  const last = spawnMemory.of(host.hostId);
  const usable = host.facts?.profiles.filter(({ unavailable }) => unavailable === null) ?? [];
  const chosen = usable.find(({ name }) => name === (choice.profile ?? last?.profile)) ?? usable[0];
  return emptyDraft({
    hostId: host.hostId,
    profile: chosen?.name ?? '',
    projectDir: choice.projectDir ?? last?.recent[0] ?? '',
    worktreePath: choice.worktreePath ?? '',
  });
}

export type Spawning = SpawnOutlook & {
  draft: SpawnDraft;
  change: (part: Partial<SpawnDraft>) => void;
  host: Host | undefined;
  project: ProjectKnowledge;
  faults: SpawnFaults;
  /** How often Start was pressed. */
  tries: number;
  /** Why the last try was refused, until something is changed. */
  refusal: Error | null;
  pending: boolean;
  submit: () => void;
};

/** One filling-in of the spawn dialog, up to the session that comes of it. Faults are told from the first try on. */
export function useSpawn(initial: SpawnDraft, onSpawned: (session: Session) => void): Spawning {
  const [draft, setDraft] = useState(initial);
  const [tries, setTries] = useState(0);
  const intent = useRef(new SpawnIntent());
  const queries = useQueryClient();
  const around = useSurroundings(draft);
  const outlook = outlookOf(draft, around);

  const spawn = useMutation({
    mutationFn: async () => {
      // Who is faster than the host gets what is advised all the same.
      const project = await askedProject(queries, draft);
      const { terms } = outlookOf(draft, { ...around, project });
      const session = await spawnSession(bodyOf(draft, terms, intent.current.idFor({ draft, terms })));
      remember(draft, project, terms.setup);
      return session;
    },
    onSettled: (_session, error) => intent.current.settled(error ?? undefined),
    onError: (error) => {
      if (error instanceof DroverError && error.code === 'setup_changed')
        void queries.invalidateQueries({
          queryKey: projectQuery(draft.hostId, draft.projectDir.trim()).queryKey,
        });
    },
    onSuccess: onSpawned,
  });

  const found = faultsOf(draft, outlook.terms, around.host);
  const refusal = spawn.error ? faultsOfRefusal(spawn.error, draft) : {};
  return {
    ...outlook,
    draft,
    host: around.host,
    project: around.project,
    change: (part) => {
      setDraft((before) => ({ ...before, ...part }));
      if (!spawn.isPending) spawn.reset();
    },
    faults: tries > 0 ? { ...refusal, ...found } : {},
    tries,
    refusal: spawn.error,
    pending: spawn.isPending,
    submit: () => {
      setTries((before) => before + 1);
      if (!spawn.isPending && Object.keys(found).length === 0) spawn.mutate();
    },
  };
}

function useSurroundings({ hostId, projectDir }: SpawnDraft): SpawnSurroundings {
  const { hosts, sessions } = useFleet();
  const host = hosts.get(hostId);
  return {
    host,
    sessions: [...sessions.values()],
    project: useProject(host, projectDir),
    hasAgreed: (setup) => spawnMemory.hasAgreed(hostId, setup),
    inputForbidden: inputForbidden(host),
  };
}

async function askedProject(queries: QueryClient, draft: SpawnDraft): Promise<ProjectKnowledge> {
  try {
    const query = projectQuery(draft.hostId, draft.projectDir.trim());
    return { state: 'known', details: await queries.ensureQueryData(query) };
  } catch (error) {
    return { state: 'unknown', why: messageOf(error) };
  }
}

function remember(draft: SpawnDraft, project: ProjectKnowledge, setup: string | null): void {
  const model = draft.model.trim();
  spawnMemory.started(draft.hostId, {
    profile: draft.profile,
    projectDir: draft.projectDir.trim(),
    model: ModelName.safeParse(model).success ? model : '',
    setup:
      setup !== null && project.state === 'known' ? { project: project.details.path, hash: setup } : null,
  });
}
