/** True for the full-size forms of the tests (`npm run test:long`). */
export const LONG = process.env.DROVER_LONG === '1';

/** Say it with a failure, and set it as DROVER_SEED to have the same again. */
export const SEED = Number(process.env.DROVER_SEED ?? Date.now() % 100_000);

/** All of the items in the long form, else at most `count` of them at random, in their order. */
export function sample<T>(items: readonly T[], count: number): T[] {
  if (LONG || items.length <= count) return [...items];
  return choose(items, count);
}

/** At most `count` of the items at random, in their order. */
export function choose<T>(items: readonly T[], count: number): T[] {
  const random = randomNumbers(SEED);
  let [left, wanted] = [items.length, count];
  return items.filter(() => {
    const isChosen = random() * left < wanted;
    left--;
    if (isChosen) wanted--;
    return isChosen;
  });
}

/** Numbers from 0 up to 1, always the same for a seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
