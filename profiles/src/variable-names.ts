import { z } from 'zod';

/** The name of an environment variable. */
export const VariableName = z
  .string('must be the name of a variable, as text')
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of a variable: letters, digits and "_"');

/** A name, or the beginning of names followed by `*`. */
export const VariablePattern = z
  .string('must be the name of a variable, as text')
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,127}\*?$/,
    'must be the name of a variable, or the beginning of one followed by "*"',
  );

export function matchesPattern(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/**
 * Never given to an agent from outside: credentials of the hub, and telemetry settings, which Drover makes itself
 * for each session.
 */
const RESERVED = ['DROVER_*', 'HOST_TOKEN', 'HUB_TOKEN', 'OTEL_*'];

/** They make a program, or one that it starts, load or run something else. */
const DANGEROUS = [
  'BASH_ENV',
  'BASH_FUNC_*',
  'DYLD_*',
  'ENV',
  'GCONV_PATH',
  'GIT_CONFIG*',
  'GIT_EXEC_PATH',
  'GIT_EXTERNAL_DIFF',
  'GIT_PROXY_COMMAND',
  'GIT_SSH*',
  'GIT_TEMPLATE_DIR',
  'IFS',
  'JAVA_TOOL_OPTIONS',
  'LD_*',
  'NODE_OPTIONS',
  'NODE_PATH',
  'NODE_REPL_*',
  'PERL5LIB',
  'PERL5OPT',
  'PROMPT_COMMAND',
  'PS4',
  'PYTHONHOME',
  'PYTHONPATH',
  'PYTHONSTARTUP',
  'RUBYLIB',
  'RUBYOPT',
  'SHELLOPTS',
  'ZDOTDIR',
  '_JAVA_OPTIONS',
];

const isAmong = (name: string, patterns: readonly string[]) =>
  patterns.some((pattern) => matchesPattern(name, pattern));

export const isReserved = (name: string): boolean => isAmong(name, RESERVED);

export const isDangerous = (name: string): boolean => isAmong(name, DANGEROUS);
