import { serve } from '../apart/serve.ts';
import { timeAttaches } from './attach.ts';
import { timeEchoes } from './echo.ts';
import { readExactly } from './exact.ts';
import { timeInterrupts } from './interrupt.ts';
import { delivered, showFleet, watch, watchAll } from './watch.ts';

/** A process of viewers. */
const tasks = {
  readExactly,
  timeAttaches,
  timeEchoes,
  timeInterrupts,
  watch,
  watchAll,
  delivered,
  showFleet,
};
export type ViewerTasks = typeof tasks;

serve(tasks);
