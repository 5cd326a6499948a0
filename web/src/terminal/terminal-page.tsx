import '@xterm/xterm/css/xterm.css';
import { SessionId } from '@drover/protocol';
import { lazy, Suspense, useEffect } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { AccountFrame } from '../account/account-frame.tsx';
import { profileLook, sessionLabel } from '../sessions/session-words.ts';
import { terminalPath } from '../windows/open-terminal.ts';
import { type Beside, useBeside } from './beside.ts';
import { Split } from './page/split.tsx';
import type { Around } from './page/terminal-window.tsx';
import { SessionPane, useOnceSeen } from './session-pane.tsx';

const ChangesPane = lazy(async () => ({ default: (await import('./page/changes-pane.tsx')).ChangesPane }));

/** `/terminal/:sessionId`, in a popup window or a tab; `?beside=` names what stands beside it. */
export function TerminalPage() {
  const { sessionId = '' } = useParams();
  const { session, host, loaded } = useOnceSeen(sessionId);
  const known = SessionId.safeParse(sessionId).success && (session || !loaded);

  useEffect(() => {
    if (!session) return;
    document.title = `${sessionLabel(session, host)} – ${session.profile}@${host?.name ?? '…'}`;
  }, [session, host]);

  return known ? <Panes key={sessionId} sessionId={sessionId} /> : <NoSuchSession />;
}

function Panes({ sessionId }: { sessionId: SessionId }) {
  const { session, host } = useOnceSeen(sessionId);
  const [beside, show] = useBeside();
  const navigate = useNavigate();
  const close = () => show(null);
  const around: Around = {
    beside: beside?.kind ?? null,
    onBeside: show,
    onResumed: (next) => navigate(terminalPath(next.sessionId), { replace: true }),
    onClose: null,
  };
  const first = {
    key: sessionId,
    label: session ? sessionLabel(session, host) : 'Session',
    content: <SessionPane sessionId={sessionId} around={around} missing={null} />,
  };
  const second = useSecondPane(beside, session, show, close);
  return <Split panes={second ? [first, second] : [first]} />;
}

function useSecondPane(
  beside: Beside,
  session: ReturnType<typeof useOnceSeen>['session'],
  show: (beside: Beside) => void,
  close: () => void,
) {
  const { session: other, host } = useOnceSeen(beside?.kind === 'session' ? beside.sessionId : '');
  if (beside === null || !session) return null;
  if (beside.kind === 'changes')
    return {
      key: 'changes',
      label: 'Changes',
      content: (
        <Suspense>
          <ChangesPane session={session} onClose={close} />
        </Suspense>
      ),
    };
  const { sessionId } = beside;
  if (sessionId === session.sessionId) return null;
  const around: Around = {
    beside: null,
    onBeside: null,
    onResumed: (next) => show({ kind: 'session', sessionId: next.sessionId }),
    onClose: close,
  };
  return {
    key: sessionId,
    label: other ? profileLook(other.profile, host).displayName : 'Companion',
    content: <SessionPane sessionId={sessionId} around={around} missing={<NotThere onClose={close} />} />,
  };
}

const NotThere = ({ onClose }: { onClose: () => void }) => (
  <div className="flex flex-1 flex-col items-center justify-center gap-2 px-6 text-center text-ink-2 text-sm">
    The session that was here is not in the fleet any more.
    <button type="button" onClick={onClose} className="rounded font-medium text-accent-ink hover:underline">
      Close this side
    </button>
  </div>
);

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
