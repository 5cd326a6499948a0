import { useEffect } from 'react';
import { useNeedsYou } from '../activity/use-needs-you.ts';

/** The title and icon of the browser's tab; they tell how many sessions need somebody. */
export function usePageTitle(title: string): void {
  const waiting = useNeedsYou().length;
  useEffect(() => {
    document.title = titleWith(title, waiting);
  }, [title, waiting]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (icon) icon.href = waiting > 0 ? '/favicon-waiting.svg' : '/favicon.svg';
  }, [waiting]);
}

export const titleWith = (title: string, waiting: number): string =>
  `${waiting > 0 ? `(${waiting}) ` : ''}${title} · Drover`;
