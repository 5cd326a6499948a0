export interface StepOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** How much of the output is shown when it fails; 20 unless told. */
  tailLines?: number;
}

export function step(title: string, command: string[], options?: StepOptions): Promise<void>;
