import type { HostId, SessionId } from '@drover/protocol';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Spinner } from '../design/spinner.tsx';
import { useFleetLoaded, useHost, useSession } from '../live/use-live.ts';
import { type Around, TerminalWindow } from './page/terminal-window.tsx';

export type SessionPaneProps = {
  sessionId: SessionId;
  around: Around;
  /** What is shown of a session that there is not. */
  missing: ReactNode;
};

/** The terminal of a session, once that is known. */
export function SessionPane({ sessionId, around, missing }: SessionPaneProps) {
  const { session, host, hostDeleted, loaded } = useOnceSeen(sessionId);
  if (!session) return loaded ? missing : <Loading />;
  return (
    <TerminalWindow key={sessionId} session={session} host={host} hostDeleted={hostDeleted} around={around} />
  );
}

/** The last that is known: a final screen stays when its session is archived, and says whose it was when its host goes. */
export function useOnceSeen(sessionId: SessionId) {
  const session = useSessionOnceSeen(sessionId);
  const host = useHostOnceSeen(session?.hostId);
  const loaded = useFleetLoaded();
  const hostDeleted = useHost(session?.hostId) === undefined && loaded;
  return { session, host, hostDeleted, loaded };
}

function useSessionOnceSeen(sessionId: SessionId) {
  const session = useSession(sessionId);
  const [seen, setSeen] = useState(session);
  if (session && session !== seen) setSeen(session);
  if (session) return session;
  return seen?.sessionId === sessionId ? seen : undefined;
}

function useHostOnceSeen(hostId: HostId | undefined) {
  const host = useHost(hostId);
  const [seen, setSeen] = useState(host);
  if (host && host !== seen) setSeen(host);
  if (host) return host;
  return seen?.hostId === hostId ? seen : undefined;
}

const Loading = () => (
  <div role="status" className="flex flex-1 items-center justify-center gap-2 text-ink-2 text-sm">
    <Spinner />
    Connecting to the hub
  </div>
);
