import { FolderGit2 } from 'lucide-react';
import { useId } from 'react';
import type { ProjectGroup } from './fleet-sections.ts';
import { SessionCards } from './session-cards.tsx';

export type ProjectSectionProps = { section: ProjectGroup; onTag: (tag: string) => void };

/** All that works on one project, on whatever host. */
export function ProjectSection({ section, onTag }: ProjectSectionProps) {
  const { project, entries, activeCount, totalCount } = section;
  const titleId = useId();
  const ended = totalCount - activeCount;
  return (
    <section aria-labelledby={titleId}>
      <header className="mb-3 flex flex-wrap items-center gap-x-3 border-line border-b pb-2.5 text-sm">
        <h2 id={titleId} className="flex min-w-0 items-center gap-2 font-semibold text-base">
          <FolderGit2 size={15} className="shrink-0 text-ink-3" aria-hidden="true" />
          <span className="truncate">{project}</span>
        </h2>
        <span className="tabular text-ink-3">
          {activeCount} active{ended > 0 && `, ${ended} ended`}
        </span>
      </header>
      <SessionCards entries={entries} inProject onTag={onTag} />
    </section>
  );
}
