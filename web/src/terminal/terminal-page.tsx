import '@xterm/xterm/css/xterm.css';
import { type HostId, SessionId } from '@drover/protocol';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { AccountFrame } from '../account/account-frame.tsx';
import { Spinner } from '../design/spinner.tsx';
import { useFleetLoaded, useHost, useSession } from '../live/use-live.ts';
import { sessionLabel } from '../sessions/session-words.ts';
import { TerminalWindow } from './page/terminal-window.tsx';

/** `/terminal/:sessionId`, in a popup window or a tab. */
export function TerminalPage() {
  const { sessionId = '' } = useParams();
  const session = useSessionOnceSeen(sessionId);
  const host = useHostOnceSeen(session?.hostId);
  const loaded = useFleetLoaded();
  const hostDeleted = useHost(session?.hostId) === undefined && loaded;
  const known = SessionId.safeParse(sessionId).success && (session || !loaded);

  useEffect(() => {
    if (!session) return;
    document.title = `${session.title ?? sessionLabel(session)} – ${session.profile}@${host?.name ?? '…'}`;
  }, [session, host?.name]);

  if (!known) return <NoSuchSession />;
  if (!session) return <Loading />;
  return <TerminalWindow key={sessionId} session={session} host={host} hostDeleted={hostDeleted} />;
}

/** The last that is known of a session: a final screen stays when its session is archived. */
function useSessionOnceSeen(sessionId: string) {
  const session = useSession(sessionId);
  const [seen, setSeen] = useState(session);
  if (session && session !== seen) setSeen(session);
  if (session) return session;
  return seen?.sessionId === sessionId ? seen : undefined;
}

/** The last that is known of a host: a screen that is still open says whose it was when the host is deleted. */
function useHostOnceSeen(hostId: HostId | undefined) {
  const host = useHost(hostId);
  const [seen, setSeen] = useState(host);
  if (host && host !== seen) setSeen(host);
  if (host) return host;
  return seen?.hostId === hostId ? seen : undefined;
}

const NoSuchSession = () => (
  <AccountFrame
    title="There is no such session here"
    intro="It may have been archived, its host deleted, or the address is incomplete."
  >
    <Link to="/" className="font-medium text-accent-ink text-sm hover:underline">
      Go to the fleet
    </Link>
  </AccountFrame>
);

const Loading = () => (
  <main role="status" className="flex h-dvh items-center justify-center gap-2 text-ink-2 text-sm">
    <Spinner />
    Connecting to the hub
  </main>
);
