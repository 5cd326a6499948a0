import type { DeploymentStep } from './common-steps.ts';
import type { DaemonPlan } from './plan.ts';

/** The variables that the agents may be given, for an engine that is not started from a shell that has them. */
export const envFileStep = ({ variables }: DaemonPlan, file: string): DeploymentStep => ({
  title: 'Give the agents their variables',
  explanation:
    'Keys and settings that agents take from variables. Give a value to those that you need, and keep the file to yourself (chmod 600). It must be there, also when no agent needs any.',
  file,
  text: [
    '# NAME=value, without quotation marks. Lines that begin with "#" count for nothing.',
    ...variables.map((name) =>
      name.endsWith('*') ? `# Any other that begins with ${name.slice(0, -1)}` : `#${name}=`,
    ),
    '',
  ].join('\n'),
});
