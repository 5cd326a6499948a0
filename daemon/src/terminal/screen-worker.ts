import { parentPort } from 'node:worker_threads';
import { Pump } from '../pump.ts';
import { Screen, type Snapshot } from './screen.ts';
import type { FromScreens, ToScreens } from './screen-messages.ts';

/** Between two looks for messages: a few milliseconds in a flood. */
const PIECES_PER_TURN = 2;

/** The thread that parses all sessions' output, so that relaying and typing never wait for a screen. */
const screens = new Map<string, Screen>();

/** A parser that failed is in no state to go on: the thread ends, and all screens begin anew. */
const pump = new Pump<Screen>(PIECES_PER_TURN, (_, error) => {
  throw error;
});

const send = (message: FromScreens) => parentPort?.postMessage(message);

parentPort?.on('message', receive);

function receive(message: ToScreens): void {
  switch (message.kind) {
    case 'open':
      open(message);
      break;
    case 'grew':
      for (const [sessionId, end] of message.ends) act(sessionId, (screen) => screen.grew(end));
      break;
    case 'resized':
      act(message.sessionId, (screen) => screen.resized(message.offset, message.size));
      break;
    case 'ended':
      act(message.sessionId, (screen) => screen.ended(message.end));
      break;
    case 'snapshot':
      snapshot(message);
      break;
    case 'text':
      send({ kind: 'text', requestId: message.requestId, rows: screens.get(message.sessionId)?.text() });
      break;
    case 'pictures':
      pictures(message.all);
      break;
    case 'close':
      close(message.sessionId);
      break;
  }
}

/** Changes something that a screen has to follow. */
function act(sessionId: string, change: (screen: Screen) => void): void {
  const screen = screens.get(sessionId);
  if (!screen) return;
  change(screen);
  pump.wake(screen);
}

function open({ source, end }: Extract<ToScreens, { kind: 'open' }>): void {
  const { sessionId } = source;
  const screen = new Screen(source, {
    reply: (text) => send({ kind: 'reply', sessionId, text }),
    parsed: (offset) => send({ kind: 'parsed', sessionId, offset }),
    title: (title) => send({ kind: 'title', sessionId, title }),
    mark: (mark) => send({ kind: 'mark', sessionId, mark }),
  });
  screens.set(sessionId, screen);
  screen.restore();
  act(sessionId, () => screen.grew(end));
}

function snapshot({ sessionId, requestId, wanted }: Extract<ToScreens, { kind: 'snapshot' }>): void {
  const tell = (snapshot?: Snapshot) => send({ kind: 'snapshot', requestId, snapshot });
  if (screens.has(sessionId)) act(sessionId, (screen) => void screen.snapshot(wanted).then(tell));
  else tell();
}

function pictures(all: boolean): void {
  const changed = [...screens.values()]
    .map((screen) => screen.picture(all))
    .filter((picture) => picture !== undefined);
  send({ kind: 'pictures', pictures: changed });
}

function close(sessionId: string): void {
  const screen = screens.get(sessionId);
  if (!screen) return;
  screens.delete(sessionId);
  pump.forget(screen);
  screen.dispose();
}
