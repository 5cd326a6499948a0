import type { Host, Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { spawnSession } from '../api/sessions.ts';
import { inputForbidden } from '../hosts/host-words.ts';
import { useHost } from '../live/use-live.ts';
import { bodyOf, faultsOf, faultsOfRefusal, type SpawnDraft, type SpawnFaults } from './spawn-draft.ts';
import { SpawnIntent } from './spawn-intent.ts';
import { SpawnMemory } from './spawn-memory.ts';

export const spawnMemory = new SpawnMemory(localStorage);

/** The begin of a draft for a host: `profile` if it is asked for, else what was chosen there last, or can be. */
export function draftFor(host: Host, profile: string | null): SpawnDraft {
  const last = spawnMemory.of(host.hostId);
  const usable = host.facts?.profiles.filter(({ unavailable }) => unavailable === null) ?? [];
  const chosen = usable.find(({ name }) => name === (profile ?? last?.profile)) ?? usable[0];
  return {
    hostId: host.hostId,
    profile: chosen?.name ?? '',
    projectDir: last?.recent[0] ?? '',
    task: '',
    prompt: '',
  };
}

export type Spawning = {
  draft: SpawnDraft;
  change: (part: Partial<SpawnDraft>) => void;
  faults: SpawnFaults;
  pending: boolean;
  submit: () => void;
};

/** One filling-in of the spawn dialog, up to the session that comes of it. Faults are told from the first try on. */
export function useSpawn(initial: SpawnDraft, onSpawned: (session: Session) => void): Spawning {
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const intent = useRef(new SpawnIntent());
  const host = useHost(draft.hostId);
  const profile = host?.facts?.profiles.find(({ name }) => name === draft.profile);
  const acceptsPrompt = profile?.acceptsPrompt === true && !inputForbidden(host);

  const spawn = useMutation({
    mutationFn: () => spawnSession(bodyOf(draft, intent.current.idFor(draft), acceptsPrompt)),
    onSettled: (_session, error) => intent.current.settled(error ?? undefined),
    onSuccess: (session) => {
      spawnMemory.started(draft.hostId, {
        profile: draft.profile,
        projectDir: draft.projectDir.trim(),
        model: '',
        setup: null,
      });
      onSpawned(session);
    },
  });

  const found = faultsOf(draft, host);
  const refusal = spawn.error ? faultsOfRefusal(spawn.error) : {};
  return {
    draft,
    change: (part) => {
      setDraft((before) => ({ ...before, ...part }));
      if (!spawn.isPending) spawn.reset();
    },
    faults: tried ? { ...refusal, ...found } : {},
    pending: spawn.isPending,
    submit: () => {
      setTried(true);
      if (!spawn.isPending && Object.keys(found).length === 0) spawn.mutate();
    },
  };
}
