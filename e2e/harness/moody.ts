import { join } from 'node:path';
import type { DroverOptions } from './drover.ts';

/** A Drover whose only profile is that of `moody-agent.mjs`, which shows every activity there is. */
export const withMoodyAgent = (): Pick<DroverOptions, 'env' | 'profilesDir'> => ({
  profilesDir: MOODY_PROFILES,
  env: { PATH: moodyPath() },
});

/** Holds `moody.yaml`. */
export const MOODY_PROFILES = join(import.meta.dirname, 'profiles');

/** A PATH on which its program is found. */
export const moodyPath = (): string => `${import.meta.dirname}:${process.env.PATH}`;
