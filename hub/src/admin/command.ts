import { Command } from 'commander';
import { dataDirOption } from '../config/flags.ts';
import { parseCommand } from '../config/usage-error.ts';
import { hubFolder } from './hub-folder.ts';

/** A thing to be done with a hub's data instead of running the hub. */
export type AdminCommand = {
  /** What follows the command's name, such as `<file>`. */
  usage: string;
  summary: string;
  addFlags?: (command: Command) => Command;
  /** Throws `StartError`. */
  run: (asked: Asked) => void | Promise<void>;
};

/** `dataDir` is as it was typed, or the hub's folder in it. */
export type Asked = { dataDir: string; words: string[]; flags: Record<string, unknown> };

/** Throws `StartError`, 64 for what was typed wrong. */
export async function runAdminCommand(
  name: string,
  { usage, summary, addFlags = (command) => command, run }: AdminCommand,
  argv: string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const described = new Command(`drover hub ${name}`).description(summary).addOption(dataDirOption(env));
  if (usage) described.argument(usage);
  const command = parseCommand(addFlags(described), argv);
  if (!command) return;
  const { dataDir, ...flags } = command.opts<{ dataDir: string }>();
  await run({ dataDir: hubFolder(dataDir), words: command.args, flags });
}
