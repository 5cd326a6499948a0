/** A figure, beside the same of the machine without Drover. */
export type Row = {
  name: string;
  unit: string;
  drover: number;
  /** What it is measured against, in the same run. */
  limit?: { name: string; value: number };
  target?: Target;
  /** What a reader of the figure must know. */
  note?: string;
};

/** A bound on the figure itself, or on its ratio to the limit. */
export type Target = { of: 'value' | 'ratio'; bound: 'at least' | 'at most'; than: number };

export const ratioOf = ({ drover, limit }: Row): number | undefined => limit && drover / limit.value;

/** Undefined where there is no target. */
export function isMet(row: Row): boolean | undefined {
  if (!row.target) return undefined;
  const { of, bound, than } = row.target;
  const reached = of === 'value' ? row.drover : (ratioOf(row) ?? Number.NaN);
  return bound === 'at least' ? reached >= than : reached <= than;
}
