import { isAbsolute, join } from 'node:path';
import { expandTree, type JsonObject, type PlaceholderValues, type Seed } from '@drover/profiles';
import type { Environment } from './environment.ts';

/** A seed of one launch, its placeholders replaced. */
export type PlannedSeed = {
  /** Absolute. */
  file: string;
  /** The file must lie below one of these, also after all symbolic links. */
  roots: string[];
  unlessKey: string | null;
  add: JsonObject;
};

type SeedContext = { directory: string; home: string; env: Environment };

/** The seeds that apply to a launch with these variables. */
export function planSeeds(seeds: readonly Seed[], context: SeedContext): PlannedSeed[] {
  return seeds
    .filter((seed) => isWanted(seed, context.env))
    .map((seed) => ({
      ...placeOf(seed, context),
      unlessKey: seed.unlessKey ?? null,
      add: expandTree(seed.add, valuesFrom(context)),
    }));
}

const isWanted = ({ whenSet }: Seed, env: Environment): boolean =>
  whenSet === undefined || whenSet.some((name) => Boolean(env[name]));

function placeOf(
  { path, homeVariable }: Seed,
  { home, env }: SeedContext,
): Pick<PlannedSeed, 'file' | 'roots'> {
  const moved = homeVariable === undefined ? undefined : env[homeVariable];
  const base = moved && isAbsolute(moved) ? moved : home;
  return { file: join(base, path.slice('~/'.length)), roots: [base, home] };
}

function valuesFrom({ directory, env }: SeedContext): PlaceholderValues {
  return { directory, last20: (name) => env[name]?.slice(-20) || undefined };
}
