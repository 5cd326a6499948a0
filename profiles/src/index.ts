export {
  ActivityRules,
  type HookRule,
  type JsonRule,
  type StateFileRules,
  type TextRule,
} from './activity.ts';
export type { Auth } from './auth.ts';
export { ownerFault, placed, readCheckedFiles } from './checked-file.ts';
export { type CommandLine, expandCommandLine, takes } from './command-line.ts';
export type { ConversationDatabase, ConversationFiles, Conversations, Where } from './conversations.ts';
export { expandTree, type Json, type JsonObject } from './json-tree.ts';
export { type LoadedProfiles, loadProfiles, ownProfilesDir, SHIPPED_PROFILES } from './load-profiles.ts';
export type { McpSource, NameList } from './mcp.ts';
export { CompiledPattern, type Found, Pattern } from './pattern.ts';
export { expand, type PlaceholderValues } from './placeholders.ts';
export { Profile } from './profile.ts';
export { fingerprint } from './profile-files.ts';
export type { Mount, Provisioning } from './provisioning.ts';
export { section, text } from './section.ts';
export type { Seed } from './seed.ts';
export type { SessionFile } from './session-file.ts';
export type { ToolPlace } from './tool-file.ts';
export { isDangerous, isReserved, matchesPattern } from './variable-names.ts';
