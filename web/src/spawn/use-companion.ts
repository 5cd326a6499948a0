import type { Host, ProfileInfo, Session } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { messageOf } from '../api/http.ts';
import { spawnSession } from '../api/sessions.ts';
import { useToast } from '../design/toast.tsx';
import { useFleet } from '../live/use-live.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { SpawnIntent } from './spawn-intent.ts';

/** What is opened beside a session unless something else is chosen: its host's shell. */
export const companionProfile = (host: Host | undefined): ProfileInfo | undefined =>
  host?.facts?.profiles.find(({ shell, unavailable }) => shell && unavailable === null);

export type CompanionWish = {
  session: Session;
  /** A shell when left out. */
  profile?: string;
};

export type Companion = {
  start: (wish: CompanionWish) => void;
  pending: boolean;
};

/**
 * Starts a session beside another at once: in its directory, on its host. What went wrong is told in a notice.
 * @param onStarted what is done with it; by default its terminal is opened
 */
export function useCompanion(onStarted?: (companion: Session) => void): Companion {
  const { hosts } = useFleet();
  const toast = useToast();
  const open = useOpenTerminal();
  const intent = useRef(new SpawnIntent());
  const spawn = useMutation({
    mutationFn: (wish: CompanionWish) => {
      const { hostId, sessionId: parentId, projectDir } = wish.session;
      const profile = wish.profile ?? companionProfile(hosts.get(hostId))?.name;
      if (!profile) throw new NoShell();
      const asked = { hostId, profile, projectDir, parentId };
      return spawnSession({ ...asked, commandId: intent.current.idFor(asked) });
    },
    onSuccess: (companion) => (onStarted ? onStarted(companion) : open(companion.sessionId)),
    onError: (error) => toast({ tone: 'bad', text: error instanceof NoShell ? NO_SHELL : messageOf(error) }),
    onSettled: (_companion, error) => intent.current.settled(error ?? undefined),
  });
  return { start: (wish) => spawn.mutate(wish), pending: spawn.isPending };
}

class NoShell extends Error {}

const NO_SHELL = 'Its host offers no shell that can be started.';
