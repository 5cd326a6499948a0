export function step(
  title: string,
  command: string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<void>;
