export type ComboboxOption = {
  value: string;
  label: string;
  note?: string;
  /** Below the label; null for nothing, and the value where it is left out and says more than the label. */
  detail?: string | null;
};

/** Those in which every word of `query` occurs, in the order they came. */
export function filterOptions<T extends ComboboxOption>(options: readonly T[], query: string): readonly T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  return options.filter((option) => {
    const text = `${option.label} ${option.value}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
