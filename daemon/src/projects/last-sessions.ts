import type { Session } from '../sessions/session.ts';

/** When the last session of each project was started, by its directory; in milliseconds since 1970. */
export function lastSessions(sessions: readonly Pick<Session, 'record'>[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { record } of sessions) {
    const { projectDir, createdAt } = record;
    last.set(projectDir, Math.max(last.get(projectDir) ?? 0, createdAt));
  }
  return last;
}
