import type { McpServer, ProcessUse, ShellState } from '@drover/protocol';
import { formatBytes } from '../design/format-bytes.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long a command took: `80 ms`, `2.3 s`, `4 min 5 s`, `1 h 2 min`. */
export function durationWords(ms: number): string {
  if (ms < SECOND) return `${Math.floor(ms)} ms`;
  if (ms < MINUTE) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ${Math.floor((ms % MINUTE) / SECOND)} s`;
  return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
}

/** How a shell's last command went: `exit 1, 2.3 s`; null while it runs, or without one. */
export function endedWords({ ended }: ShellState): string | null {
  if (!ended) return null;
  const { exitCode, durationMs } = ended;
  const took = durationWords(durationMs);
  return exitCode === null ? took : `exit ${exitCode}, ${took}`;
}

/** What the processes of a session use: `34 %`, `1.2 GB`. Of one core, as `top` tells it. */
export const usageWords = ({ cpu, memoryBytes }: ProcessUse): { cpu: string; memory: string } => ({
  cpu: `${Math.round(cpu * 100)} %`,
  memory: formatBytes(memoryBytes),
});

/** Whose setting an MCP server is. */
export const SCOPE_WORDS: Record<McpServer['scope'], string> = {
  user: 'of the person',
  local: 'of the person, for this project',
  project: 'of the project',
};
