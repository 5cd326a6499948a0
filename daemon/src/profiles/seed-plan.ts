import { isAbsolute, join } from 'node:path';
import { expand, type Json, type JsonObject, type PlaceholderValues, type Seed } from '@drover/profiles';
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

type SeedContext = { projectDir: string; home: string; env: Environment };

/** The seeds that apply to a launch with these variables. */
export function planSeeds(seeds: readonly Seed[], context: SeedContext): PlannedSeed[] {
  return seeds
    .filter((seed) => isWanted(seed, context.env))
    .map((seed) => ({
      ...placeOf(seed, context),
      unlessKey: seed.unlessKey ?? null,
      add: expandObject(seed.add, valuesFrom(context)),
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

function valuesFrom({ projectDir, env }: SeedContext): PlaceholderValues {
  return { projectDir, last20: (name) => env[name]?.slice(-20) || undefined };
}

function expandObject(object: JsonObject, values: PlaceholderValues): JsonObject {
  const entries = Object.entries(object).map(([key, value]) => [
    expand(key, values),
    expandJson(value, values),
  ]);
  return Object.fromEntries(entries.filter(([key, value]) => key !== undefined && value !== undefined));
}

/** Undefined for a text that wants a variable which is not set: the entry is left out. */
function expandJson(value: Json, values: PlaceholderValues): Json | undefined {
  if (typeof value === 'string') return expand(value, values);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return expandObject(value, values);
  return value.map((item) => expandJson(item, values)).filter((item) => item !== undefined);
}
