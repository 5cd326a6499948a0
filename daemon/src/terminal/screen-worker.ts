import { parentPort } from 'node:worker_threads';
import { Screen } from './screen.ts';
import type { FromScreens, ToScreens } from './screen-messages.ts';

/** The thread that parses all sessions' output, so that relaying and typing never wait for a screen. */
const screens = new Map<string, Screen>();

const send = (message: FromScreens) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToScreens) => void receive(message));

async function receive(message: ToScreens): Promise<void> {
  switch (message.kind) {
    case 'open':
      await open(message);
      break;
    case 'grew':
      screens.get(message.sessionId)?.grew(message.end);
      break;
    case 'resized':
      screens.get(message.sessionId)?.resized(message.offset, message.size);
      break;
    case 'ended':
      screens.get(message.sessionId)?.ended(message.end);
      break;
    case 'snapshot': {
      const snapshot = await screens.get(message.sessionId)?.snapshot(message.wanted);
      send({ kind: 'snapshot', requestId: message.requestId, snapshot });
      break;
    }
    case 'pictures':
      pictures(message.all);
      break;
    case 'close':
      screens.get(message.sessionId)?.dispose();
      screens.delete(message.sessionId);
      break;
  }
}

async function open({ source, end }: Extract<ToScreens, { kind: 'open' }>): Promise<void> {
  const { sessionId } = source;
  const screen = new Screen(source, {
    reply: (text) => send({ kind: 'reply', sessionId, text }),
    parsed: (offset) => send({ kind: 'parsed', sessionId, offset }),
    title: (title) => send({ kind: 'title', sessionId, title }),
  });
  screens.set(sessionId, screen);
  await screen.restore();
  screen.grew(end);
}

function pictures(all: boolean): void {
  const changed = [...screens.values()]
    .map((screen) => screen.picture(all))
    .filter((picture) => picture !== undefined);
  send({ kind: 'pictures', pictures: changed });
}
