export type { DeploymentStep } from './common-steps.ts';
export { renderContainerfile } from './containerfile.ts';
export type { HostSettings } from './plan.ts';
export { renderDeployment } from './render.ts';
export { readTemplate } from './template.ts';
