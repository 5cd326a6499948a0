import type { YamlPath } from './yaml-file.ts';

/** One file of several that are laid over each other. */
export type Layer = { file: string; value: unknown; lineOf: (path: YamlPath) => number | null };

type Mapping = Record<string, unknown>;

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays `over` on `base`: mappings are walked into, null takes a key away, and everything else replaces what was there. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isMapping(over)) return over;
  const merged = new Map(isMapping(base) ? Object.entries(base) : []);
  for (const [key, value] of Object.entries(over)) {
    if (value === null) merged.delete(key);
    else merged.set(key, merge(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The layer that decided what is at `path`, or that it is absent. */
export function decidedBy(layers: readonly [Layer, ...Layer[]], path: YamlPath): Layer {
  let speakers = layers.map((layer) => ({ layer, value: layer.value }));
  for (const step of path) {
    const speaking = speakers.flatMap(({ layer, value }) => {
      const there = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
      return there ? [{ layer, value: (value as Mapping)[step] }] : [];
    });
    // Of a key that none has, the first must have said something; the others only change what it says.
    if (speaking.length === 0) return speakers[0]?.layer ?? layers[0];
    const last = speaking.findLastIndex(({ value }) => !isMapping(value));
    speakers = speaking.slice(Math.max(last, 0));
  }
  return speakers.at(-1)?.layer ?? layers[0];
}
