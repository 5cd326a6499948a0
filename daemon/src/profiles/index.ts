export { applySeeds } from './apply-seeds.ts';
export { availability, describeProfile } from './availability.ts';
export type { Environment } from './environment.ts';
export { FolderWatch } from './folder-watch.ts';
export { GoodProfiles } from './good-profiles.ts';
export { type LaunchPlan, type LaunchRequest, planLaunch } from './launch-plan.ts';
export { type PlannedFile, writeSessionFiles } from './session-files.ts';
export { keepProfile, StartedWith } from './started-with.ts';
export { type ToolHome, toolFolder } from './tool-folder.ts';
