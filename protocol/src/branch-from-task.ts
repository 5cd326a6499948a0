const MAX_SLUG_LENGTH = 40;

/** A branch named in a few words of a task; null when it has no letter or digit that a branch could. */
export function branchFromTask(task: string | null): string | null {
  const words = (task ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    if (slug && slug.length + word.length >= MAX_SLUG_LENGTH) break;
    slug = slug ? `${slug}-${word}` : word.slice(0, MAX_SLUG_LENGTH);
  }
  return slug || null;
}
