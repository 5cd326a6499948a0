import type { Row } from '../report/row.ts';
import { attach } from './attach.ts';
import { browser } from './browser.ts';
import { echo } from './echo.ts';
import { fanOut } from './fan-out.ts';
import { holder } from './holder.ts';
import { interrupt } from './interrupt.ts';
import { pictures } from './pictures.ts';
import { projects } from './projects.ts';
import { sessions } from './sessions.ts';
import { spawn } from './spawn.ts';
import { throughput } from './throughput.ts';

/** What can be measured, by the name that `npm run bench -- <name>` takes. Each builds what it needs and ends it. */
export const FIGURES: Record<string, () => Promise<Row[]>> = {
  throughput,
  echo,
  interrupt,
  attach,
  spawn,
  'fan-out': fanOut,
  holder,
  sessions,
  pictures,
  projects,
  browser,
};
