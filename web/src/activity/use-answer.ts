import { type AskAnswer, DroverError, type SessionId } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { messageOf } from '../api/http.ts';
import { answerAsk } from '../api/sessions.ts';

const TOLD: Record<AskAnswer, string> = { allow: 'Allowed', deny: 'Denied' };

/** What came of an answer: nothing yet, it was told, it came too late, or it failed. */
export type AnswerOutcome =
  | { kind: 'none' }
  | { kind: 'told'; words: string }
  | { kind: 'late'; words: string }
  | { kind: 'failed'; words: string };

/** The way to answer one ask from here. */
export function useAnswer(sessionId: SessionId, askId: string) {
  const { mutate, isPending, variables, data, error } = useMutation({
    mutationFn: (answer: AskAnswer) => answerAsk(sessionId, { askId, answer }).then(() => answer),
  });
  return { answer: mutate, pending: isPending ? variables : null, outcome: outcomeOf(data, error) };
}

/** An answer is told at once; whether it goes on, its next activity shows. */
export function outcomeOf(told: AskAnswer | undefined, error: Error | null): AnswerOutcome {
  if (told) return { kind: 'told', words: TOLD[told] };
  if (error === null) return { kind: 'none' };
  const late = error instanceof DroverError && error.code === 'nothing_asked';
  if (late) return { kind: 'late', words: 'It does not ask any more' };
  return { kind: 'failed', words: messageOf(error) };
}
