/** Cards are at least 20 rem wide, or as wide as a phone. */
export const CARD_GRID = 'grid grid-cols-[repeat(auto-fill,minmax(min(20rem,100%),1fr))] gap-3';
