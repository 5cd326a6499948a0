import { ExternalLink } from 'lucide-react';

/** The way to where a repository can be looked at in a browser. */
export const RemoteLink = ({ url }: { url: string }) => (
  <a
    href={url}
    target="_blank"
    rel="noreferrer"
    className="inline-flex items-center gap-1 rounded text-accent-ink hover:underline"
  >
    {new URL(url).host}
    <ExternalLink size={11} aria-hidden="true" />
    <span className="sr-only">, in a new tab</span>
  </a>
);
