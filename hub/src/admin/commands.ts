import { addAdmin, setPassword } from './accounts.ts';
import { backup } from './backup.ts';
import { check } from './check.ts';
import type { AdminCommand } from './command.ts';
import { restore } from './restore.ts';

/** By what follows `drover hub`. */
export const ADMIN_COMMANDS: ReadonlyMap<string, AdminCommand> = new Map([
  ['backup', backup],
  ['restore', restore],
  ['check', check],
  ['set-password', setPassword],
  ['add-admin', addAdmin],
]);
