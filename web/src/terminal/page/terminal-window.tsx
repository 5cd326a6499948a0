import { type Host, hasEnded, type Session } from '@drover/protocol';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { messageOf } from '../../api/http.ts';
import { useToast } from '../../design/toast.tsx';
import { useMe } from '../../live/use-live.ts';
import { sessionLabel } from '../../sessions/session-words.ts';
import { StopDialog } from '../../sessions/stop-dialog.tsx';
import type { AttachedTerminal, PageEvents } from '../attached-terminal.ts';
import type { Beside } from '../beside.ts';
import { changeFontSize, preferences } from '../preferences.ts';
import type { Matches } from '../screen/finder.ts';
import { useAttachedTerminal, useAttachmentView } from '../use-attached-terminal.ts';
import { flash } from './bell.ts';
import { EndedBar } from './ended-bar.tsx';
import { FindBar } from './find-bar.tsx';
import { toggleFullScreen } from './full-screen.ts';
import { Header } from './header.tsx';
import { useHeaderSides } from './header-sides.ts';
import { KeyRail } from './key-rail.tsx';
import { NotShown } from './not-shown.tsx';
import { Notices } from './notices.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { useStickyCtrl } from './sticky-ctrl.ts';
import { TerminalArea } from './terminal-area.tsx';
import { useVisualViewport } from './use-visual-viewport.ts';
import { watchOnly } from './watch-only.ts';

/** Below this height, in CSS pixels, the terminal needs all of it. */
const HEADER_FROM_HEIGHT = 380;

const NO_MATCHES: Matches = { index: -1, count: 0 };
const PASTE_BY_HAND =
  'The browser does not hand out the clipboard here. Hold a finger on the terminal and choose Paste.';

type Overlay = 'find' | 'settings' | 'stop' | null;

/** What there is beside a terminal, and the ways there. */
export type Around = {
  /** What is beside it now. */
  beside: 'session' | 'changes' | null;
  /** Null for what stands beside another itself. */
  onBeside: ((beside: Beside) => void) | null;
  /** Shows a session that goes on with the ended one in its place. */
  onResumed: (next: Session) => void;
  /** Null for the one that the window is for. */
  onClose: (() => void) | null;
};

export type TerminalWindowProps = {
  session: Session;
  /** As it was last known. */
  host: Host | undefined;
  hostDeleted: boolean;
  around: Around;
};

/** One session's terminal with everything around it, filling its pane. */
export function TerminalWindow({ session, host, hostDeleted, around }: TerminalWindowProps) {
  const area = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [matches, setMatches] = useState(NO_MATCHES);
  const [refusal, setRefusal] = useState<string | null>(null);
  const ctrl = useStickyCtrl();
  const toast = useToast();
  const navigate = useNavigate();
  const visible = useVisualViewport();
  const watching = watchOnly(useMe(), host);
  const sides = useHeaderSides(session, host, around);

  const events: PageEvents = {
    beforeTyped: ctrl.apply,
    shortcut: (shortcut) => {
      if (shortcut === 'find') setOverlay('find');
      else changeFontSize(FONT_STEPS[shortcut]);
    },
    bell: () => preferences().bell === 'flash' && area.current && flash(area.current),
    typedInVain: () => setRefusal(watching),
    pasteRefused: setRefusal,
    matches: setMatches,
  };
  const attached = useAttachedTerminal(session, { area, frame }, events);
  const view = useAttachmentView(attached);
  useEffect(() => attached?.setMayType(watching === null), [attached, watching]);
  const shown = view?.size != null;

  useReturnOfFocus(overlay, attached);
  const back = () => setOverlay(null);
  const takeControl = () => {
    attached?.terminal.focus();
    attached?.attachment.takeControl().catch((error) => toast({ tone: 'bad', text: messageOf(error) }));
  };

  return (
    <section aria-label={`Terminal: ${sessionLabel(session, host)}`} className="flex min-h-0 flex-1 flex-col">
      {visible.height >= HEADER_FROM_HEIGHT && (
        <Header
          session={session}
          host={host}
          hostDeleted={hostDeleted}
          view={view}
          watchOnly={watching}
          onTakeControl={takeControl}
          onFind={() => setOverlay('find')}
          onFullScreen={toggleFullScreen}
          onSettings={() => setOverlay('settings')}
          onStop={() => setOverlay('stop')}
          onFleet={() => navigate('/')}
          {...sides}
        />
      )}
      <TerminalArea areaRef={area} frameRef={frame} shown={shown}>
        {!shown && <NotShown phase={view?.phase} session={session} host={host} hostDeleted={hostDeleted} />}
        {attached && view && (
          <Notices
            attached={attached}
            view={view}
            host={host}
            hostDeleted={hostDeleted}
            mayType={watching === null}
            refusal={refusal}
            onRefusalGone={() => setRefusal(null)}
            lowered={overlay === 'find'}
          />
        )}
        {attached && overlay === 'find' && (
          <FindBar finder={attached.terminal.finder} matches={matches} onClose={back} />
        )}
      </TerminalArea>
      {hasEnded(session.status) && <EndedBar session={session} host={host} around={around} />}
      {!hasEnded(session.status) && watching === null && (
        <KeyRail
          terminal={attached?.terminal ?? null}
          ctrl={ctrl.held}
          onCtrl={ctrl.hold}
          onPasteUnavailable={() => setRefusal(PASTE_BY_HAND)}
        />
      )}
      <SettingsDialog open={overlay === 'settings'} onOpenChange={(open) => !open && back()} />
      {overlay === 'stop' && <StopDialog session={session} host={host} onClose={back} />}
    </section>
  );
}

/** To the terminal, after a dialog has given the focus back to what had it before. */
function useReturnOfFocus(overlay: Overlay, attached: AttachedTerminal | null): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (overlay === null && wasOpen.current) setTimeout(() => attached?.terminal.focus());
    wasOpen.current = overlay !== null;
  }, [overlay, attached]);
}

const FONT_STEPS = { 'bigger-font': 1, 'smaller-font': -1, 'default-font': 0 } as const;
