/** What a process apart can be asked to do: each task takes one argument and settles with its answer, both JSON. */
export type Tasks = Record<string, (argument: never) => unknown>;

export type Request = { id: number; task: string; argument: unknown };
export type Reply = { id: number; value: unknown } | { id: number; error: string };

/** Answers the process that started this one. */
export function serve(tasks: Tasks): void {
  process.on('message', async ({ id, task, argument }: Request) => {
    process.send?.(await replyTo(id, () => tasks[task]?.(argument as never)));
  });
  process.on('disconnect', () => process.exit());
}

async function replyTo(id: number, act: () => unknown): Promise<Reply> {
  try {
    return { id, value: await act() };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
