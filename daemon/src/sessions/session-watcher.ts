import type { Mark } from '../terminal/marks.ts';
import type { Session } from './session.ts';

/** A part of the daemon that learns about sessions while they run. What it learns it tells by `Session.learn`. */
export type SessionWatcher = {
  /** Its program runs: it was started just now, or an earlier daemon's. */
  running?(session: Session): void;
  /** There is more output. Told often: anything costly waits until it is quiet. */
  printed?(session: Session): void;
  /** Its program set another window title: `session.title`. */
  titled?(session: Session): void;
  /** Its program told something about itself in its output. */
  marked?(session: Session, mark: Mark): void;
  /** It has ended. At the start of a daemon this is told of all that ended before, so what is done must bear a repeat. */
  ended?(session: Session): void;
};

/** Tells all of several watchers. */
export function together(watchers: readonly SessionWatcher[]): Required<SessionWatcher> {
  return {
    running: (session) => watchers.forEach((watcher) => void watcher.running?.(session)),
    printed: (session) => watchers.forEach((watcher) => void watcher.printed?.(session)),
    titled: (session) => watchers.forEach((watcher) => void watcher.titled?.(session)),
    marked: (session, mark) => watchers.forEach((watcher) => void watcher.marked?.(session, mark)),
    ended: (session) => watchers.forEach((watcher) => void watcher.ended?.(session)),
  };
}
