import { readFileSync } from 'node:fs';
import { z } from 'zod';

const MANIFEST = new URL('../../../package.json', import.meta.url);
const GITHUB = /github(?:\.com)?[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

const Manifest = z.object({
  repository: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]).optional(),
});

/** Where GitHub tells the newest release of this project; null while its package.json names no repository there. */
export function releasesUrlOf(manifest: unknown = JSON.parse(readFileSync(MANIFEST, 'utf8'))): string | null {
  const [, project] = GITHUB.exec(Manifest.parse(manifest).repository ?? '') ?? [];
  return project ? `https://api.github.com/repos/${project}/releases/latest` : null;
}
