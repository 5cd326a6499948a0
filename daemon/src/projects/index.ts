export { lastSessions } from './last-sessions.ts';
export { Projects } from './projects.ts';
