export { ownerFault, placed, readCheckedFile } from './checked-file.ts';
export { type LoadedProfiles, loadProfiles, SHIPPED_PROFILES } from './load-profiles.ts';
export { expand, type PlaceholderValues } from './placeholders.ts';
export { Profile } from './profile.ts';
export type { Mount, Provisioning } from './provisioning.ts';
export { section, text } from './section.ts';
export type { Json, JsonObject, Seed } from './seed.ts';
export { isDangerous, isReserved, matchesPattern } from './variable-names.ts';
