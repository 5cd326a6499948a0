import type { Logger } from '../log/logger.ts';

/** The same function, whose failure is logged and harms nobody else: for events that no peer waits for. */
export function guarded<Args extends unknown[]>(
  log: Logger,
  act: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      act(...args);
    } catch (error) {
      log.error({ err: error }, 'an event could not be handled');
    }
  };
}
