import { serve } from '../apart/serve.ts';
import { timeEchoes } from './echo.ts';
import { readExactly } from './exact.ts';
import { watch } from './watch.ts';

/** A process of viewers. */
const tasks = { readExactly, timeEchoes, watch };
export type ViewerTasks = typeof tasks;

serve(tasks);
