import { z } from 'zod';
import { AptPackage, NpmPackage, PipPackage, packages } from './packages.ts';
import { section, text } from './section.ts';
import { isDangerous, isReserved, VariableName } from './variable-names.ts';

// What is written here ends up in Containerfiles, compose files, units and shell lines. Each value is held to
// characters that mean nothing in any of them.

const SEGMENT = /(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+/.source;

/** A place below the home directory that cannot climb out again. */
const HomePath = text('~/.tool').regex(
  new RegExp(`^~(/${SEGMENT})+$`),
  'must be a path below the home directory such as "~/.tool", of letters, digits, ".", "_" and "-", without ".."',
);

/** A folder or file of the person's home directory, or a volume by its name. */
const MountSource = text('~/.tool').regex(
  new RegExp(`^(~(/${SEGMENT})+|[a-z][a-z0-9-]{0,31})$`),
  'must be a path below the home directory such as "~/.tool", or the name of a volume such as "cache"',
);

const Reason = text('settings, login and conversations').regex(
  /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u,
  'must be one line of at most 200 characters',
);

/** A leading `~/` stands for the home directory in the container. */
const ContainerValue = text('"1"').regex(
  /^[A-Za-z0-9@%+=:,./_~-]{0,500}$/,
  'must be of letters, digits and "@%+=:,./_~-" only',
);

const MAX_FILE_CHARACTERS = 64 * 1024;

const SeededFile = section({
  path: HomePath,
  content: text('"{}"').max(MAX_FILE_CHARACTERS, `must be at most ${MAX_FILE_CHARACTERS} characters`),
});

const Mount = section({
  from: MountSource,
  /** The same place in the container's home when it is left out. */
  to: HomePath.optional(),
  readOnly: z.boolean('must be true or false').default(false),
  why: Reason,
}).transform((mount, context) => {
  const isVolume = !mount.from.startsWith('~');
  if (isVolume && !mount.to) {
    context.addIssue({
      code: 'custom',
      path: ['to'],
      message: 'is missing; a volume has no place of its own',
    });
  }
  return { ...mount, to: mount.to ?? mount.from };
});
export type Mount = z.infer<typeof Mount>;

const VerifyArgument = text('--version').regex(
  /^[\x20-\x7e]{1,200}$/,
  'must be printable ASCII, at most 200 characters',
);

const Fields = section({
  apt: packages(AptPackage),
  npm: packages(NpmPackage),
  pip: packages(PipPackage),
  /** Variables of the image. */
  env: z.record(VariableName, ContainerValue, 'must be a mapping of variables').default({}),
  /** Files of the image. A file that a mount would hide is an error. */
  files: z.array(SeededFile, 'must be a list').max(32, 'must be at most 32').default([]),
  mounts: z.array(Mount, 'must be a list').max(32, 'must be at most 32').default([]),
  /** Commands that must succeed in the finished image, each a list of arguments. */
  verify: z
    .array(
      z.array(VerifyArgument, 'must be a list of arguments such as ["tool", "--version"]').min(1).max(32),
    )
    .max(16, 'must be at most 16')
    .default([]),
});

/** What a container needs so that the tool is there and finds its settings. */
export const Provisioning = Fields.superRefine(({ env, files, mounts }, context) => {
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  for (const name of Object.keys(env)) {
    if (isReserved(name)) complain(['env', name], `${name} is set by Drover itself`);
    else if (isDangerous(name)) complain(['env', name], `${name} can make programs run other code`);
  }
  files.forEach(({ path }, index) => {
    const cover = mounts.find(({ to }) => path === to || path.startsWith(`${to}/`));
    if (cover) complain(['files', index, 'path'], `would be hidden by the mount at ${cover.to}`);
  });
  mounts.forEach(({ to }, index) => {
    const isTaken = mounts.slice(0, index).some((other) => other.to === to);
    if (isTaken) complain(['mounts', index], `${to} is mounted twice`);
  });
});
export type Provisioning = z.infer<typeof Provisioning>;
