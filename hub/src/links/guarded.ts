import type { Logger } from '../log/logger.ts';
import type { LinkMetrics } from '../metrics/metrics.ts';

type Watch = { log: Logger; metrics: Pick<LinkMetrics, 'failed'> };

/** The same function, whose failure is logged, counted, and harms nobody else: for events that no peer waits for. */
export function guarded<Args extends unknown[]>(
  { log, metrics }: Watch,
  act: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      act(...args);
    } catch (error) {
      metrics.failed();
      log.error({ err: error }, 'an event could not be handled');
    }
  };
}
