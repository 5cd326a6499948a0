import { z } from 'zod';
import { Timestamp } from './ids.ts';

/**
 * - `working`: it does something
 * - `waiting`: it cannot go on without a person; `reason` says why
 * - `idle`: it has done what it was asked, and waits for more
 * - `stalled`: it should be working, and nothing has come of it for long
 */
export const ActivityState = z.enum(['working', 'waiting', 'idle', 'stalled']);
export type ActivityState = z.infer<typeof ActivityState>;

/** What an agent waits for: leave to do something, an answer, a word to its plan, a login, or that a limit ends. */
export const WaitingReason = z.enum(['permission', 'question', 'plan', 'login', 'limit']);
export type WaitingReason = z.infer<typeof WaitingReason>;

/** Where a verdict comes from, the best first. */
export const EvidenceSource = z.enum(['hook', 'state_file', 'title', 'process', 'screen', 'output']);
export type EvidenceSource = z.infer<typeof EvidenceSource>;

export const AskAnswer = z.enum(['allow', 'deny']);
export type AskAnswer = z.infer<typeof AskAnswer>;

/** What an agent asks for. */
export const Ask = z.strictObject({
  askId: z.uuid().lowercase(),
  tool: z.string().max(128).nullable(),
  /** The command, file or question; made safe to show. */
  detail: z.string().max(2_000).nullable(),
  /** How it can be answered from here; none when only its terminal can. */
  answers: z.array(AskAnswer).max(2),
});
export type Ask = z.infer<typeof Ask>;

/** What a session does now, and how that is known. */
export const Activity = z.strictObject({
  state: ActivityState,
  /** Of `waiting` only. */
  reason: WaitingReason.nullable(),
  since: Timestamp,
  /** What it is at, in words, such as `Bash: npm test`. */
  doing: z.string().max(300).nullable(),
  evidence: z.strictObject({ source: EvidenceSource, words: z.string().max(300) }),
  /** `certain`: its program says so itself; `likely`: read off its title or screen; `guess`: by its silence. */
  confidence: z.enum(['certain', 'likely', 'guess']),
  ask: Ask.nullable(),
});
export type Activity = z.infer<typeof Activity>;

/** A person's word that a verdict is wrong, and what is right. */
export const ActivityReport = z.strictObject({
  state: ActivityState,
  reason: WaitingReason.nullable(),
  note: z.string().max(500).nullable(),
});
export type ActivityReport = z.infer<typeof ActivityReport>;

/** The file on the host in which the evidence was kept. */
export const ActivityReported = z.strictObject({ file: z.string().max(4_096) });
export type ActivityReported = z.infer<typeof ActivityReported>;
