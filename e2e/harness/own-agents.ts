import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Drover, DroverOptions } from './drover.ts';
import { MOODY_PROFILES, moodyPath } from './moody.ts';

/** Of a daemon that finds the agents of this folder. */
export const ownAgentsOnPath = (): Pick<DroverOptions, 'env'> => ({ env: { PATH: moodyPath() } });

/** Lays the profiles of Moody and of Diary beside those that Drover comes with; they are offered at once. */
export async function offerOwnAgents({ home }: Drover): Promise<void> {
  const folder = join(home, '.config/drover/profiles');
  await mkdir(folder, { recursive: true });
  await copyFile(join(MOODY_PROFILES, 'moody.yaml'), join(folder, 'moody.yaml'));
  await copyFile(join(import.meta.dirname, 'diary.yaml'), join(folder, 'diary.yaml'));
}
