export type { Place } from './enforcer.ts';
export { Limiter } from './limiter.ts';
export { GroupDirs, SessionGroup } from './session-group.ts';
