import { hasWords } from './has-words.ts';

export type ComboboxOption = {
  value: string;
  label: string;
  note?: string;
  /** Below the label; null for nothing, and the value where it is left out and says more than the label. */
  detail?: string | null;
};

/** Those in which every word of `query` occurs, in the order they came. */
export function filterOptions<T extends ComboboxOption>(options: readonly T[], query: string): readonly T[] {
  if (query.trim() === '') return options;
  return options.filter((option) => hasWords(`${option.label} ${option.value}`, query));
}
