import { instanceOf } from './json-schema.ts';
import type { Question, Reply } from './question.ts';

export const USAGE = { input: 100, output: 20 };

/** The prompt that makes the model call the CLI's shell tool: `run: date`. */
const RUN = /^\s*run:\s*(.+)$/s;

/** The shell tool of each CLI, with what it is handed. */
const SHELL_TOOLS: Record<string, (command: string) => Record<string, unknown>> = {
  Bash: described,
  run_shell_command: described,
  bash: described,
  // Codex asks nobody about what it runs in its sandbox.
  exec_command: (cmd) => ({ cmd, sandbox_permissions: 'require_escalated', justification: PURPOSE }),
};

const PURPOSE = 'Runs what was asked for';

/**
 * The default script. It says `You said: <prompt>`; to `run: <command>` it calls the shell tool, and then says
 * `The command said: <output>`.
 */
export function echo(question: Question): Reply {
  const { prompt, tools, toolResults, schema } = question;
  if (schema !== undefined) return { text: JSON.stringify(instanceOf(schema)), usage: USAGE };
  if (toolResults.length > 0) return { text: `The command said: ${toolResults.at(-1)}`, usage: USAGE };
  const command = RUN.exec(prompt)?.[1];
  const name = tools.find((tool) => Object.hasOwn(SHELL_TOOLS, tool));
  if (command === undefined || name === undefined) return { text: `You said: ${prompt}`, usage: USAGE };
  const input = SHELL_TOOLS[name]?.(command.trim()) ?? {};
  return { text: 'I run it.', toolCall: { name, input }, usage: USAGE };
}

function described(command: string): Record<string, unknown> {
  return { command, description: PURPOSE };
}
