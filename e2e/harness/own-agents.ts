import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Drover, DroverOptions } from './drover.ts';
import { MOODY_PROFILES, moodyPath } from './moody.ts';

/** Of a daemon that finds the agents of this folder. */
export const ownAgentsOnPath = (): Pick<DroverOptions, 'env'> => ({ env: { PATH: moodyPath() } });

/** Lays the profiles of Moody and of Diary beside those that Drover comes with; they are offered at once. */
export async function offerOwnAgents({ home }: Drover): Promise<void> {
  const folder = join(home, '.config/drover/profiles');
  await mkdir(folder, { recursive: true });
  // What others may write to is refused.
  for (const file of [join(MOODY_PROFILES, 'moody.yaml'), join(import.meta.dirname, 'diary.yaml')])
    await writeFile(join(folder, basename(file)), await readFile(file), { mode: 0o600 });
}
