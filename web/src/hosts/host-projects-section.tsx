import type { Host, Project } from '@drover/protocol';
import { Folder, FolderGit2, RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { messageOf } from '../api/http.ts';
import { Button, IconButton } from '../design/button.tsx';
import { FilterBox } from '../design/filter-box.tsx';
import { hasWords } from '../design/has-words.ts';
import { List, ListRow, ListSkeleton } from '../design/list.tsx';
import { LoadError } from '../design/load-error.tsx';
import { Section } from '../design/page.tsx';
import { useMay } from '../live/use-live.ts';
import { byLastUse, projectFacts } from '../spawn/project-options.ts';
import { RemoteLink } from '../spawn/remote-link.tsx';
import { type Projects, useProjects } from '../spawn/use-projects.ts';
import { useHubNow } from '../time/use-time.ts';

/** More rows than anybody reads; the rest is found by the filter. */
const MAX_ROWS = 20;

export type HostProjectsSectionProps = { host: Host; onStart: (projectDir: string) => void };

/** Where sessions can be started on a host. */
export function HostProjectsSection({ host, onStart }: HostProjectsSectionProps) {
  const mayAsk = useMay('operator');
  const known = useProjects(mayAsk ? host : undefined);
  const [text, setText] = useState('');
  const isLong = (known.projects?.projects.length ?? 0) > MAX_ROWS;
  if (!host.online || !mayAsk) return null;
  return (
    <Section
      title="Projects"
      intro="Git repositories below its roots, those used last first."
      actions={
        <div className="flex items-center gap-1.5">
          {isLong && <FilterBox label="Filter projects" text={text} onChange={setText} />}
          <IconButton label="Look again" pending={known.refreshing} onClick={known.refresh}>
            <RefreshCw size={14} />
          </IconButton>
        </div>
      }
    >
      <ProjectList known={known} text={text} onStart={onStart} />
    </Section>
  );
}

type ProjectListProps = { known: Projects; text: string; onStart: (projectDir: string) => void };

function ProjectList({ known: { projects, error, refresh }, text, onStart }: ProjectListProps) {
  const found = useMemo(
    () =>
      (projects?.projects ?? [])
        .filter(({ name, path, branch }) => hasWords(`${name} ${path} ${branch}`, text))
        .sort(byLastUse),
    [projects, text],
  );
  if (error) return <LoadError message={messageOf(error)} onRetry={refresh} />;
  if (!projects) return <ListSkeleton rows={4} label="Asking the host for its projects" />;
  if (found.length === 0)
    return <p className="text-ink-3 text-sm">{text ? 'No project matches.' : 'It has found none.'}</p>;
  return (
    <>
      <List label="Projects">
        {found.slice(0, MAX_ROWS).map((project) => (
          <ProjectRow key={project.path} project={project} onStart={() => onStart(project.path)} />
        ))}
      </List>
      {found.length > MAX_ROWS && (
        <p className="mt-2 text-ink-3 text-xs">
          {found.length - MAX_ROWS} more; the filter finds them{projects.truncated && ', but for the last'}.
        </p>
      )}
    </>
  );
}

function ProjectRow({ project, onStart }: { project: Project; onStart: () => void }) {
  const now = useHubNow();
  const Icon = project.git ? FolderGit2 : Folder;
  return (
    <ListRow>
      <Icon size={15} className="shrink-0 text-ink-3" aria-hidden="true" />
      <span className="min-w-0 flex-1 basis-40 truncate font-medium" title={project.path}>
        {project.name || project.path}
      </span>
      <span className="tabular text-ink-2 text-xs">{projectFacts(project, now).join(' · ')}</span>
      {project.remoteUrl && (
        <span className="text-xs">
          <RemoteLink url={project.remoteUrl} />
        </span>
      )}
      <Button variant="quiet" onClick={onStart} aria-label={`Start a session in ${project.name}`}>
        Start here
      </Button>
    </ListRow>
  );
}
