import { isAbsolute } from 'node:path';
import { ProfileInfo, ProfileName } from '@drover/protocol';
import { z } from 'zod';
import { ActivityRules } from './activity.ts';
import { Auth } from './auth.ts';
import { type CommandLine, commandLine, ExtraArgs, withExtraArgs } from './command-line.ts';
import { Conversations } from './conversations.ts';
import { Mcp } from './mcp.ts';
import { placeholderFault, SESSION_PLACEHOLDERS } from './placeholders.ts';
import { Provisioning } from './provisioning.ts';
import { section, text } from './section.ts';
import { Seed } from './seed.ts';
import { SessionFiles } from './session-file.ts';
import { isDangerous, isReserved, VariableName, VariablePattern } from './variable-names.ts';

/** A program's name, looked up on the PATH, or an absolute path. */
const Binary = text('claude')
  .max(200, 'must be at most 200 characters')
  .refine(
    (binary) => /^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(binary) || isAbsolute(binary),
    'must be the name of a program such as "claude", or an absolute path',
  );

const VariableValue = text("'1'").superRefine((value, context) => {
  const fault = placeholderFault(value, SESSION_PLACEHOLDERS);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

const Fields = section({
  name: text('claude').pipe(ProfileName),
  displayName: text('Claude Code').min(1, 'must not be empty').max(64, 'must be at most 64 characters'),
  color: text("'#d97757'").pipe(ProfileInfo.shape.color),
  binary: Binary,
  /** The command that installs the program: shown to a person when it is missing, never run. */
  install: text('npm install -g tool').max(200, 'must be at most 200 characters').optional(),
  /** Whether it is offered without looking for its program. */
  alwaysAvailable: z.boolean('must be true or false').default(false),
  /** Whether it was written from the tool's documentation, and never tried. */
  untested: z.boolean('must be true or false').default(false),
  /** Whether its window titles name what is worked on, and so serve as names of sessions. */
  titleNames: z.boolean('must be true or false').default(false),
  /** Whether it is a plain shell, which a host's policy may forbid. */
  shell: z.boolean('must be true or false').default(false),
  commands: section({
    new: commandLine('new'),
    /** Goes on with the newest conversation of the directory. */
    resumeNewest: commandLine('resumeNewest').optional(),
    /** Goes on with a given conversation. */
    resume: commandLine('resume').optional(),
  }),
  /** Stand in each of the commands right after the program. */
  extraArgs: ExtraArgs.default([]),
  /** How to see whether the tool has been logged in. */
  auth: Auth.optional(),
  /** Variables that every session of this profile has; without those whose placeholders have no value. */
  env: z.record(VariableName, VariableValue, 'must be a mapping of variables').default({}),
  /** Variables of the daemon that are passed on when they are set. */
  passEnv: z.array(VariablePattern, 'must be a list of variables').default([]),
  /** Variables of `env` and `passEnv` that could make programs load other code, and are meant to be there. */
  allowDangerousEnv: z.array(VariableName, 'must be a list of variables').default([]),
  /** Files of the session's own folder `{sessionFiles}`, written anew before each start. */
  sessionFiles: SessionFiles.default([]),
  seed: z.array(Seed, 'must be a list').default([]),
  /** Which conversations the tool has saved, and what is done when there is none to go on with. */
  conversations: Conversations.prefault({}),
  /** Where the tool's MCP servers are set up. */
  mcp: Mcp.default([]),
  /** By what it is known what a session does. */
  activity: ActivityRules.prefault({}),
  /** What it needs in a container. */
  provisioning: Provisioning.prefault({}),
});

const Variables = z.looseObject({
  env: z.record(z.string(), z.string()),
  passEnv: z.array(z.string()),
  allowDangerousEnv: z.array(z.string()),
});

/** Also of a profile with faults elsewhere, so that all are told at once. */
const whenReadable = ({ value }: { value: unknown }): boolean => Variables.safeParse(value).success;

function checkVariables(
  { env, passEnv, allowDangerousEnv }: z.infer<typeof Variables>,
  context: z.RefinementCtx,
): void {
  const complain = (path: (string | number)[], message: string | null) => {
    if (message) context.addIssue({ code: 'custom', path, message });
  };
  for (const name of Object.keys(env)) complain(['env', name], variableFault(name, allowDangerousEnv));
  passEnv.forEach((name, index) => {
    complain(['passEnv', index], variableFault(name, allowDangerousEnv));
  });
  if (env.PATH?.split(':').some((folder) => !isAbsolute(folder) || /[{}]/.test(folder))) {
    complain(['env', 'PATH'], 'must hold absolute paths only, without placeholders');
  }
}

/** Puts the extra arguments into the commands, so that nobody else needs to know of them. */
function withOwnArgs({ extraArgs, commands, ...others }: z.infer<typeof Fields>, context: z.RefinementCtx) {
  const added = (name: keyof typeof commands, command: CommandLine): CommandLine => {
    const whole = withExtraArgs(command, extraArgs);
    if (whole) return whole;
    context.addIssue({
      code: 'custom',
      path: ['extraArgs'],
      message: `make commands.${name} too long; it may have 64 arguments`,
    });
    return command;
  };
  const { resumeNewest, resume } = commands;
  return {
    ...others,
    commands: {
      new: added('new', commands.new),
      ...(resumeNewest && { resumeNewest: added('resumeNewest', resumeNewest) }),
      ...(resume && { resume: added('resume', resume) }),
    },
  };
}

/**
 * The description of an agent tool: how it is started and what it needs. What is read can be written as JSON and read
 * again.
 */
export const Profile = Fields.superRefine(checkVariables, { when: whenReadable }).transform(withOwnArgs);
export type Profile = z.infer<typeof Profile>;

function variableFault(name: string, allowed: readonly string[]): string | null {
  if (isReserved(name)) return `${name} is set by Drover itself and cannot be set by a profile`;
  if (!isDangerous(name) || allowed.includes(name)) return null;
  return `${name} can make programs run other code; if that is meant, list it under allowDangerousEnv`;
}
