import { serve } from '../apart/serve.ts';
import { timeAttaches } from './attach.ts';
import { timeEchoes } from './echo.ts';
import { readExactly } from './exact.ts';
import { timeInterrupts } from './interrupt.ts';
import { delivered, leave, watch } from './watch.ts';

/** A process of viewers. */
const tasks = { readExactly, timeAttaches, timeEchoes, timeInterrupts, watch, delivered, leave };
export type ViewerTasks = typeof tasks;

serve(tasks);
