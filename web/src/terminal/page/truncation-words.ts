import type { Truncation } from '../attachment/attachment-view.ts';

/** What of the output this terminal does not have, and why, as a sentence. */
export function truncationWords({ reason, floor, skipped }: Truncation): string {
  if (reason === 'lag') {
    return `This window fell ${bytesInWords(skipped)} behind and was brought to the present.`;
  }
  if (skipped > 0) {
    return `${bytesInWords(skipped)} passed while this window was away and are not kept in full.`;
  }
  return `History truncated: the first ${bytesInWords(floor)} of this session are no longer kept.`;
}

function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
