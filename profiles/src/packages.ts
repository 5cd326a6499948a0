import { z } from 'zod';
import { text } from './section.ts';

/** As Debian names them, with a version where it matters. */
export const AptPackage = text('ripgrep').regex(
  /^[a-z0-9][a-z0-9+.-]{1,63}(=[A-Za-z0-9][A-Za-z0-9.+:~-]{0,63})?$/,
  'must be a package of Debian such as "ripgrep" or "ripgrep=13.0.0-4+b2"',
);

/** The exact version: an image that is built again must not hold something else. */
export const NpmPackage = text('"@google/gemini-cli@0.61.0"').regex(
  /^(@[a-z0-9][a-z0-9._-]{0,100}\/)?[a-z0-9][a-z0-9._-]{0,100}@\d+\.\d+\.\d+(-[A-Za-z0-9.-]{1,64})?$/,
  'must be a package of npm with its exact version, such as "@google/gemini-cli@0.61.0"',
);

/** The exact version, as above. */
export const PipPackage = text('aider-chat==0.86.1').regex(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,100}==[0-9][A-Za-z0-9.+!]{0,64}$/,
  'must be a package of PyPI with its exact version, such as "aider-chat==0.86.1"',
);

/** At most this many, of each kind. */
const MAX_PACKAGES = 64;

export const packages = <T extends z.ZodType>(kind: T) =>
  z
    .array(kind, 'must be a list of packages')
    .max(MAX_PACKAGES, `must be at most ${MAX_PACKAGES}`)
    .default([]);
