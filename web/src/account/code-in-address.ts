/** The secret of a one-time link. It stands behind `#`, which browsers send to nobody. */
export const codeInAddress = (): string | null =>
  new URLSearchParams(window.location.hash.slice(1)).get('code');
