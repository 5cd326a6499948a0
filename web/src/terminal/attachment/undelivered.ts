/** Input that a person made and the session did not get. */
export type Undelivered = {
  keystrokes: number;
  pastes: number;
  /** How many of these were on their way when the line dropped, and may have arrived after all. */
  uncertain: number;
  /** The host's own words, when it refused them. */
  reason: string | null;
};

export const NOTHING_UNDELIVERED: Undelivered = { keystrokes: 0, pastes: 0, uncertain: 0, reason: null };

export const addUndelivered = (a: Undelivered, b: Undelivered): Undelivered => ({
  keystrokes: a.keystrokes + b.keystrokes,
  pastes: a.pastes + b.pastes,
  uncertain: a.uncertain + b.uncertain,
  reason: b.reason ?? a.reason,
});

/** One sentence or two for people; empty when all was delivered. */
export function describeUndelivered({ keystrokes, pastes, uncertain, reason }: Undelivered): string {
  const total = keystrokes + pastes;
  if (total === 0) return '';
  const what = [counted(keystrokes, 'keystroke'), counted(pastes, 'paste')].filter(Boolean).join(' and ');
  const said = `${what} ${total === 1 ? 'was' : 'were'} not delivered`;
  if (reason) return `${said}: ${reason}`;
  if (uncertain === 0) return `${said}.`;
  if (uncertain === total) return `${what} may not have been delivered.`;
  return `${said}; ${uncertain} of them may have arrived.`;
}

const counted = (count: number, noun: string) =>
  count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
