const FLASH_MS = 180;

/** Lights the edge of the terminal for a moment. */
export function flash(area: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  area.animate(
    [{ boxShadow: 'inset 0 0 0 3px var(--accent)' }, { boxShadow: 'inset 0 0 0 3px transparent' }],
    {
      duration: FLASH_MS,
      easing: 'ease-out',
    },
  );
}
