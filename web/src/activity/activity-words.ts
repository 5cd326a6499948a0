import type { Activity, ActivityState, EvidenceSource, Session, WaitingReason } from '@drover/protocol';
import type { Tone } from '../design/status-dot.tsx';

export const STATE_WORDS: Record<ActivityState, string> = {
  working: 'Working',
  waiting: 'Waiting',
  idle: 'Idle',
  stalled: 'Stalled',
};

/** Only what needs somebody stands out; work that goes well is quiet. */
const TONES: Record<ActivityState, Tone> = {
  working: 'good',
  waiting: 'warn',
  idle: 'neutral',
  stalled: 'bad',
};

/** For whom to tell what is right. */
export const STATE_MEANINGS: Record<ActivityState, string> = {
  working: 'It does something.',
  waiting: 'It cannot go on without a person.',
  idle: 'It has done what it was asked, and waits for more.',
  stalled: 'It should be working, and nothing comes of it.',
};

export const REASON_WORDS: Record<WaitingReason, string> = {
  permission: 'asks permission',
  question: 'asks a question',
  plan: 'shows a plan',
  login: 'needs a login',
  limit: 'has reached a limit',
};

const SOURCES: Record<EvidenceSource, string> = {
  hook: 'told by the program itself',
  state_file: 'read in a file that the program keeps',
  title: 'read in its window title',
  process: 'seen in its processes',
  screen: 'read on its screen',
  output: 'judged by its output',
};

const CONFIDENCES: Record<Activity['confidence'], string> = {
  certain: 'Certain',
  likely: 'Likely',
  guess: 'A guess',
};

/** How an activity is shown in a word or two; a guess says that it is one. */
export function activityLook({ state, reason, confidence }: Activity): { word: string; tone: Tone } {
  const word = reason === null ? STATE_WORDS[state] : WAITING_WORDS[reason];
  return { word: confidence === 'guess' ? `${word}?` : word, tone: TONES[state] };
}

const WAITING_WORDS: Record<WaitingReason, string> = {
  permission: 'Asks permission',
  question: 'Asks a question',
  plan: 'Shows a plan',
  login: 'Needs a login',
  limit: 'Limit reached',
};

/** Where the verdict comes from and how sure it is: `Certain: told by the program itself.` */
export const evidenceSource = ({ evidence, confidence }: Activity): string =>
  `${CONFIDENCES[confidence]}: ${SOURCES[evidence.source]}.`;

/** What a session does, or did last, in one line; null when nobody knows. A shell's own word is the better one. */
export const doingWords = ({ activity, shell }: Pick<Session, 'activity' | 'shell'>): string | null =>
  shell?.command ?? activity?.doing ?? null;
