import { z } from 'zod';

/** Milliseconds since 1970. */
const Time = z.number();

const seen = <T extends z.ZodType>(value: T) => z.strictObject({ at: Time, value }).nullable();

/** What is to be seen of a session, unjudged. Kept as it is in a report of a wrong verdict. */
export const Observed = z.strictObject({
  /** The event of a hook that counts now, as far as the profile reads it. */
  hook: seen(z.json()),
  /** What the tool has written down of itself, as far as the profile reads it. */
  stateFile: seen(z.json()),
  title: seen(z.string()),
  /** The command that runs in the foreground; null for the program itself. */
  foreground: seen(z.string().nullable()),
  /** Its rows. */
  screen: seen(z.array(z.string())),
  /** When it began to print without a longer pause, and when it printed last. */
  output: z.strictObject({ since: Time, last: Time }).nullable(),
  /** The last sign that something comes of it: output, use of the processor, a hook. */
  progressAt: Time,
});
export type Observed = z.infer<typeof Observed>;

export const nothingObserved = (now: number): Observed => ({
  hook: null,
  stateFile: null,
  title: null,
  foreground: null,
  screen: null,
  output: null,
  progressAt: now,
});
