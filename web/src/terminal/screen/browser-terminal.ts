import { MAX_PASTE_BYTES, type Size } from '@drover/protocol';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { type IDisposable, Terminal } from '@xterm/xterm';
import { copyText } from '../../design/clipboard.ts';
import type { Theme } from '../../design/theme.ts';
import type { InputKind } from '../attachment/input-queue.ts';
import type { ScreenSink } from '../attachment/screen-sink.ts';
import type { Preferences } from '../preferences.ts';
import { guardEraseAbove } from './erase-above.ts';
import { Finder, type Matches } from './finder.ts';
import { SHIFT_ENTER, type Shortcut, shortcutOf } from './keys.ts';
import { Layout, SCROLLBAR_PX } from './layout.ts';
import { openLink } from './links.ts';
import { muteQueries } from './mute.ts';
import { clipboardWrite } from './osc52.ts';
import { pasteInput } from './paste.ts';
import { FOCUS_IN, FOCUS_OUT, isFocusReport, isMouseReport } from './reports.ts';
import { xtermTheme } from './theme.ts';
import { scrollByTouch } from './touch-scroll.ts';
import { drawWithWebgl } from './webgl.ts';

export type TerminalEvents = {
  /** A person typed or pasted this. */
  typed(bytes: Uint8Array, kind: InputKind): void;
  /** What the program asked to be told of mouse and focus. */
  reported(bytes: Uint8Array): void;
  /** A shortcut that is not the terminal's own affair. */
  shortcut(shortcut: Exclude<Shortcut, 'new-line' | 'copy' | 'paste'>): void;
  bell(): void;
  /** A paste was not taken; `why` is a sentence. */
  pasteRefused(why: string): void;
  matches(matches: Matches): void;
  /** The area or the screen changed size. */
  resized(): void;
};

const OWN_FONT = '"JetBrains Mono Variable"';
const FALLBACK_FONTS = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
const SCROLLBACK_LINES = 10_000;

/** WCAG AA. */
const MIN_CONTRAST = 4.5;

/** Aborts a half-read sequence (CAN), resets everything (RIS), and takes back colours that a program had set. */
const START_ANEW = new TextEncoder().encode('\x18\x1bc\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07');

const isMac = navigator.userAgent.includes('Mac');

/** Fonts must be there before a terminal measures its cells. */
export async function loadTerminalFont(): Promise<void> {
  await Promise.allSettled([
    document.fonts.load(`14px ${OWN_FONT}`),
    document.fonts.load(`bold 14px ${OWN_FONT}`),
  ]);
}

/** xterm.js as this dashboard wants it: it draws what it is given, tells what a person does, and answers nobody. */
export class BrowserTerminal implements ScreenSink {
  readonly layout: Layout;
  readonly finder: Finder;
  readonly #terminal: Terminal;
  readonly #events: TerminalEvents;
  readonly #stops: (() => void)[] = [];
  #preferences: Preferences;
  #drives = false;

  constructor(
    area: HTMLElement,
    frame: HTMLElement,
    preferences: Preferences,
    theme: Theme,
    events: TerminalEvents,
  ) {
    this.#preferences = preferences;
    this.#events = events;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      fontSize: preferences.fontSize,
      fontFamily: fontFamilies(preferences),
      linkHandler: {
        activate: (_, text) => openLink(text),
        hover: (_, text) => frame.setAttribute('title', text),
        leave: () => frame.removeAttribute('title'),
      },
      logLevel: 'error',
      minimumContrastRatio: MIN_CONTRAST,
      rescaleOverlappingGlyphs: true,
      overviewRuler: { width: SCROLLBAR_PX },
      screenReaderMode: preferences.screenReader,
      scrollback: SCROLLBACK_LINES,
      theme: xtermTheme(theme),
    });
    this.#keep(...muteQueries(this.#terminal.parser), ...guardEraseAbove(this.#terminal));
    this.#keep(this.#takeClipboardWrites());
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.loadAddon(new WebLinksAddon((_, uri) => openLink(uri)));
    this.finder = new Finder(this.#terminal, theme, events.matches);
    this.#terminal.open(frame);
    this.#keep(drawWithWebgl(this.#terminal));
    this.layout = new Layout(this.#terminal, area, frame);
    this.#listen(area, frame);
  }

  write(bytes: Uint8Array, parsed: () => void): void {
    this.#terminal.write(bytes, parsed);
  }

  clear(size: Size): void {
    this.#terminal.write(START_ANEW);
    this.resize(size);
  }

  /** In order with the bytes: those before are drawn in the old size. */
  resize({ cols, rows }: Size): void {
    this.#terminal.write('', () => this.#terminal.resize(cols, rows));
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** @param drives whether wheel and pointer may move things in the session */
  setDrives(drives: boolean): void {
    this.#drives = drives;
  }

  /** The session takes no typing any more. */
  retire(): void {
    this.#terminal.options.disableStdin = true;
    this.#terminal.options.cursorInactiveStyle = 'none';
    this.#terminal.blur();
  }

  setPreferences(preferences: Preferences): void {
    this.#preferences = preferences;
    this.#terminal.options.fontFamily = fontFamilies(preferences);
    this.#terminal.options.screenReaderMode = preferences.screenReader;
  }

  setTheme(theme: Theme): void {
    this.#terminal.options.theme = xtermTheme(theme);
    this.finder.setTheme(theme);
  }

  /** Sends keys as if typed, scrolling back to the prompt. */
  type(text: string): void {
    this.#terminal.input(text, true);
  }

  paste(text: string): void {
    // What is more is not looked at: it is refused in any case, and may be all that a machine remembers.
    const input = pasteInput(text.slice(0, MAX_PASTE_BYTES + 1), this.#terminal.modes.bracketedPasteMode);
    const bytes = new TextEncoder().encode(input);
    if (text === '')
      this.#events.pasteRefused('There is no text on the clipboard; only text can be pasted here.');
    else if (bytes.length > MAX_PASTE_BYTES)
      this.#events.pasteRefused(tooLarge(Math.max(bytes.length, text.length)));
    else this.#events.typed(bytes, 'paste');
    this.#terminal.scrollToBottom();
  }

  /** Arrow keys as the program wants them: `A` up, `B` down, `C` right, `D` left. */
  arrow(letter: 'A' | 'B' | 'C' | 'D'): string {
    return (this.#terminal.modes.applicationCursorKeysMode ? '\x1bO' : '\x1b[') + letter;
  }

  get size(): Size {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** The lines in sight. */
  text(): string[] {
    const buffer = this.#terminal.buffer.active;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '',
    );
  }

  dispose(): void {
    for (const stop of this.#stops.toReversed()) stop();
    this.#terminal.dispose();
  }

  #listen(area: HTMLElement, frame: HTMLElement): void {
    const terminal = this.#terminal;
    this.#keep(
      terminal.onData((data) => this.#emitted(data)),
      terminal.onBinary((data) => this.#events.reported(Uint8Array.from(data, (char) => char.charCodeAt(0)))),
      terminal.onBell(() => this.#events.bell()),
      terminal.onResize(() => this.#events.resized()),
    );
    terminal.attachCustomKeyEventHandler((event) => this.#keyPressed(event));
    terminal.attachCustomWheelEventHandler(() => this.#drives || !this.#wheelReachesProgram());
    this.#on(frame, 'paste', (event) => this.#pasted(event), { capture: true });
    this.#on(frame, 'mousedown', () => document.addEventListener('mouseup', this.#selected, { once: true }));
    if (terminal.textarea) {
      this.#on(terminal.textarea, 'focus', () => this.#reportFocus(FOCUS_IN));
      this.#on(terminal.textarea, 'blur', () => this.#reportFocus(FOCUS_OUT));
    }
    const observer = new ResizeObserver(() => this.#events.resized());
    observer.observe(area);
    this.#stops.push(
      () => observer.disconnect(),
      scrollByTouch(area, () => frame.querySelector('.xterm-screen')),
    );
  }

  #emitted(data: string): void {
    if (isFocusReport(data)) return;
    const bytes = new TextEncoder().encode(data);
    if (isMouseReport(data)) this.#events.reported(bytes);
    else this.#events.typed(bytes, 'keystroke');
  }

  #reportFocus(report: string): void {
    if (this.#terminal.modes.sendFocusMode) this.#events.reported(new TextEncoder().encode(report));
  }

  /** Without scrollback, or when asked for the mouse, xterm.js makes the wheel into input. */
  #wheelReachesProgram(): boolean {
    return (
      this.#terminal.buffer.active.type === 'alternate' || this.#terminal.modes.mouseTrackingMode !== 'none'
    );
  }

  /** Returns whether xterm.js may handle it. */
  #keyPressed(event: KeyboardEvent): boolean {
    const shortcut = shortcutOf(event, isMac);
    if (!shortcut) return true;
    if (shortcut === 'paste') return false;
    event.preventDefault();
    if (event.type !== 'keydown') return false;
    if (shortcut === 'new-line') this.type(SHIFT_ENTER);
    else if (shortcut === 'copy') this.#copySelection();
    else this.#events.shortcut(shortcut);
    return false;
  }

  #pasted(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.paste(event.clipboardData?.getData('text/plain') ?? '');
  }

  /** xterm.js settles the selection in a listener of its own. */
  #selected = (): void => {
    setTimeout(() => this.#preferences.copyOnSelect && this.#copySelection());
  };

  #copySelection(): void {
    copyText(this.#terminal.getSelection()).catch(() => {
      // The browser forbids it here; Ctrl-C of its own menu still works.
    });
  }

  #takeClipboardWrites(): IDisposable {
    return this.#terminal.parser.registerOscHandler(52, (data) => {
      const text = this.#preferences.programsMayCopy ? clipboardWrite(data) : null;
      if (text !== null) {
        copyText(text).catch(() => {
          // A window that is not in front may not write to the clipboard.
        });
      }
      return true;
    });
  }

  #keep(...disposables: IDisposable[]): void {
    for (const disposable of disposables) this.#stops.push(() => disposable.dispose());
  }

  #on<K extends keyof HTMLElementEventMap>(
    element: HTMLElement,
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    element.addEventListener(name, listener, options);
    this.#stops.push(() => element.removeEventListener(name, listener, options));
  }
}

/** A family is written into a style sheet: what could end its rule is left out. */
const fontFamilies = ({ fontFamily }: Preferences) =>
  [fontFamily.replace(/[^\w\s,"'.-]/g, ''), OWN_FONT, FALLBACK_FONTS].filter(Boolean).join(', ');

const tooLarge = (bytes: number) =>
  `This paste has ${(bytes / 2 ** 20).toFixed(1)} MiB; at most ${MAX_PASTE_BYTES / 2 ** 20} MiB can be pasted. ` +
  'Put it into a file on the host instead.';
