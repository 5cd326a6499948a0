import type { Changes } from '@drover/protocol';
import { GitCommitHorizontal } from 'lucide-react';
import { count } from '../sessions/git-words.ts';

/** More are folded away. */
const IN_SIGHT = 8;

/** Commits made since the session began, newest first. */
export function CommitList({ commits }: Pick<Changes, 'commits'>) {
  if (commits.length === 0) return null;
  const more = commits.slice(IN_SIGHT);
  return (
    <section aria-label="Commits since it began">
      <h2 className="mb-1.5 font-semibold text-sm">{count(commits.length, 'commit')} since it began</h2>
      <Rows commits={commits.slice(0, IN_SIGHT)} />
      {more.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="flex h-8 touch:h-11 cursor-pointer items-center text-ink-2 hover:text-ink">
            {more.length} older
          </summary>
          <Rows commits={more} />
        </details>
      )}
    </section>
  );
}

const Rows = ({ commits }: Pick<Changes, 'commits'>) => (
  <ul className="space-y-0.5 text-sm">
    {commits.map(({ id, subject }) => (
      <li key={id} className="flex min-w-0 items-baseline gap-2">
        <GitCommitHorizontal size={14} className="shrink-0 translate-y-0.5 text-ink-3" aria-hidden="true" />
        <code className="shrink-0 text-ink-3 text-xs">{id.slice(0, 7)}</code>
        <span className="min-w-0 break-words">{subject}</span>
      </li>
    ))}
  </ul>
);
