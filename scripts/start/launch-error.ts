/** Exit codes after sysexits.h. */
export const EXIT = { usage: 64, unavailable: 69, cannotCreate: 73, config: 78 } as const;

/** A failure the person can mend; its message is all that is shown. */
export class LaunchError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a program's main part and turns its failure into a line and an exit code. */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const known = error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
    if (!known) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode as number;
  }
}
