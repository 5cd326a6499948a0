import type { Logger } from 'pino';
import { StateDir } from './sessions/session-dir.ts';
import { Sessions } from './sessions/sessions.ts';
import { Screens } from './terminal/screens.ts';

/** Ends every session of a state folder, without a hub. Answers how many there were. */
export async function endAll(stateDir: string, log: Logger): Promise<number> {
  const nobody = () => {};
  const screens = new Screens({
    reply: nobody,
    title: nobody,
    mark: nobody,
    parsed: nobody,
    pictures: nobody,
    died: nobody,
  });
  const sessions = new Sessions({
    state: new StateDir(stateDir),
    screens,
    plan: () => Promise.reject(new Error('nothing is started while everything ends')),
    events: { facts: nobody, output: nobody, viewerState: nobody },
    log,
  });
  await sessions.adopt();
  const { running } = sessions;
  await Promise.all(running.map((session) => session.stop()));
  sessions.disconnect();
  await screens.stop();
  return running.length;
}
