import { DEFAULT_SIZE, type HostId, type SessionId } from '@drover/protocol';
import type { Theme } from '../design/theme.ts';
import { Attachment } from './attachment/attachment.ts';
import type { InputKind } from './attachment/input-queue.ts';
import type { Link } from './attachment/link.ts';
import { isMeaningfulSize } from './attachment/window-size.ts';
import type { Preferences } from './preferences.ts';
import { BrowserTerminal, type TerminalEvents } from './screen/browser-terminal.ts';

export type AttachedTerminalOptions = {
  /** Takes the room there is; scrolls when the frame is larger. */
  area: HTMLElement;
  /** Holds the terminal. */
  frame: HTMLElement;
  link: Link;
  sessionId: SessionId;
  hostId: HostId;
  preferences: Preferences;
  theme: Theme;
};

/** What is of interest outside of the terminal. */
export type PageEvents = Omit<TerminalEvents, 'typed' | 'reported' | 'resized'> & {
  /** May change what was typed, as a held Ctrl does. */
  beforeTyped(bytes: Uint8Array, kind: InputKind): Uint8Array;
  /** Something was typed or pasted where it must not be. */
  typedInVain(): void;
};

/** A terminal on the page, its line to a session, and the size between the two. */
export class AttachedTerminal {
  readonly terminal: BrowserTerminal;
  readonly attachment: Attachment;
  #fontSize: number;
  #followsWindow = true;
  #mayType = false;

  constructor(options: AttachedTerminalOptions, events: PageEvents) {
    const { area, frame, link, sessionId, hostId, preferences, theme } = options;
    this.#fontSize = preferences.fontSize;
    this.terminal = new BrowserTerminal(area, frame, preferences, theme, {
      ...events,
      typed: (bytes, kind) => {
        if (this.#mayType) this.attachment.type(events.beforeTyped(bytes, kind), kind);
        else events.typedInVain();
      },
      reported: (bytes) => this.attachment.report(bytes),
      resized: () => this.#place(),
    });
    this.attachment = new Attachment({
      link,
      sessionId,
      hostId,
      sink: this.terminal,
      windowSize: this.#fits(),
    });
    this.attachment.subscribe(() => this.#attachmentChanged());
  }

  /** @param mayType whether what is typed and pasted goes to the session; else it is only told */
  setMayType(mayType: boolean): void {
    this.#mayType = mayType;
  }

  setPreferences(preferences: Preferences): void {
    this.terminal.setPreferences(preferences);
    this.#fontSize = preferences.fontSize;
    this.#place();
  }

  dispose(): void {
    this.attachment.dispose();
    this.terminal.dispose();
  }

  #attachmentChanged(): void {
    const { phase, control } = this.attachment.view;
    const live = phase.kind === 'live';
    this.terminal.setDrives(live && control.mine);
    if (phase.kind === 'ended') this.terminal.retire();
    const told = control.viewers > 0;
    if (live && told && control.mine !== this.#followsWindow) {
      this.#followsWindow = control.mine;
      this.#place();
    }
  }

  /** While the line is down, the terminal stays as it was placed; once ended, it is not the window's any more. */
  #place(): void {
    const { phase, size } = this.attachment.view;
    if (phase.kind === 'ended') this.#followsWindow = false;
    if (this.#followsWindow || !size) this.terminal.layout.followWindow(this.#fontSize);
    else this.terminal.layout.letterbox(this.#fontSize);
    this.attachment.setWindowSize(this.terminal.layout.windowSize(this.#fontSize));
  }

  #fits() {
    const size = this.terminal.layout.windowSize(this.#fontSize);
    return isMeaningfulSize(size) ? size : DEFAULT_SIZE;
  }
}
