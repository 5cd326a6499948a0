import type { HostId, SessionId } from '@drover/protocol';
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { theme, useTheme } from '../design/theme.ts';
import { useHubConnection } from '../live/use-live.ts';
import { AttachedTerminal, type PageEvents } from './attached-terminal.ts';
import type { AttachmentView } from './attachment/attachment-view.ts';
import { preferences, usePreferences } from './preferences.ts';
import { loadTerminalFont } from './screen/browser-terminal.ts';
import { exposeForTests } from './test-hook.ts';

type Ids = { sessionId: SessionId; hostId: HostId };
type Places = { area: RefObject<HTMLElement | null>; frame: RefObject<HTMLElement | null> };

/** A terminal that lives as long as the component; null until its font is loaded. */
export function useAttachedTerminal(
  { sessionId, hostId }: Ids,
  { area, frame }: Places,
  events: PageEvents,
): AttachedTerminal | null {
  const link = useHubConnection();
  const [attached, setAttached] = useState<AttachedTerminal | null>(null);
  const latest = useLatest(events);

  useEffect(() => {
    let opened: AttachedTerminal | null = null;
    let over = false;
    loadTerminalFont().then(() => {
      if (over || !area.current || !frame.current) return;
      const places = { area: area.current, frame: frame.current };
      const looks = { preferences: preferences(), theme: theme() };
      opened = new AttachedTerminal({ ...places, ...looks, link, sessionId, hostId }, forwardTo(latest));
      setAttached(opened);
      // On a phone that would bring up the keyboard before anything was read.
      if (!matchMedia('(pointer: coarse)').matches) opened.terminal.focus();
    });
    return () => {
      over = true;
      setAttached(null);
      opened?.dispose();
    };
  }, [link, sessionId, hostId, area, frame, latest]);

  useLooks(attached);
  useEffect(() => (attached ? exposeForTests(attached) : undefined), [attached]);
  return attached;
}

/** Null while there is no terminal. */
export function useAttachmentView(attached: AttachedTerminal | null): AttachmentView | null {
  const subscribe = useCallback(
    (listener: () => void) => attached?.attachment.subscribe(listener) ?? (() => {}),
    [attached],
  );
  return useSyncExternalStore(subscribe, () => attached?.attachment.view ?? null);
}

function useLooks(attached: AttachedTerminal | null): void {
  const currentTheme = useTheme();
  const currentPreferences = usePreferences();
  useEffect(() => attached?.terminal.setTheme(currentTheme), [attached, currentTheme]);
  useEffect(() => attached?.setPreferences(currentPreferences), [attached, currentPreferences]);
}

function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value);
  useLayoutEffect(() => {
    ref.current = value;
  });
  return ref;
}

const forwardTo = (latest: RefObject<PageEvents>): PageEvents => ({
  beforeTyped: (bytes, kind) => latest.current.beforeTyped(bytes, kind),
  shortcut: (shortcut) => latest.current.shortcut(shortcut),
  bell: () => latest.current.bell(),
  typedInVain: () => latest.current.typedInVain(),
  pasteRefused: (why) => latest.current.pasteRefused(why),
  matches: (matches) => latest.current.matches(matches),
});
