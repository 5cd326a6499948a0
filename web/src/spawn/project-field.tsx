import type { Host, Project } from '@drover/protocol';
import { Folder, FolderGit2, RefreshCw } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { messageOf } from '../api/http.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Combobox } from '../design/combobox.tsx';
import { filterOptions } from '../design/combobox-options.ts';
import { Field } from '../design/field.tsx';
import { Spinner } from '../design/spinner.tsx';
import { useHubNow } from '../time/use-time.ts';
import { detailsWords, projectFacts, projectOptions } from './project-options.ts';
import { RemoteLink } from './remote-link.tsx';
import { isPath } from './spawn-faults.ts';
import { type Projects, useProjects } from './use-projects.ts';
import { spawnMemory } from './use-spawn.ts';
import type { ProjectKnowledge } from './worktree-advice.ts';

export type ProjectFieldProps = {
  host: Host | undefined;
  value: string;
  /** What the host says of it. */
  project: ProjectKnowledge;
  onChange: (path: string) => void;
  error: string | undefined;
};

/** Where to start: one of the host's projects, or any directory below its roots. */
export function ProjectField({ host, value, project, onChange, error }: ProjectFieldProps) {
  const known = useProjects(host);
  const projects = known.projects?.projects;
  const now = useHubNow();
  const minute = Math.floor(now / 60_000) * 60_000;
  const options = useMemo(() => {
    const recent = host ? (spawnMemory.of(host.hostId)?.recent ?? []) : [];
    return projectOptions(projects ?? [], recent, minute);
  }, [projects, host, minute]);
  const git = useMemo(
    () => new Set(projects?.filter((project) => project.git).map(({ path }) => path)),
    [projects],
  );
  const path = project.state === 'known' ? project.details.path : value;
  const chosen = asLookedAt(
    projects?.find((one) => one.path === path),
    project,
  );
  return (
    <Field
      label="Project"
      error={error}
      hint={chosen ? <Described project={chosen} now={now} /> : hintOf(project, host)}
    >
      {(ids) => (
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <Combobox
              {...ids}
              value={value}
              onChange={onChange}
              options={options}
              isOwnText={isPath}
              autoFocus
              placeholder="Search, or type a path"
              icon={({ value }) => (git.has(value) ? <FolderGit2 size={14} /> : <Folder size={14} />)}
              listNote={listNote(known, filterOptions(options, value).length)}
            />
          </div>
          <IconButton label="Look again on the host" pending={known.refreshing} onClick={known.refresh}>
            <RefreshCw size={14} />
          </IconButton>
        </div>
      )}
    </Field>
  );
}

const Described = ({ project, now }: { project: Project; now: number }) => (
  <>
    {[project.name, ...projectFacts(project, now)].join(' · ')}
    {project.remoteUrl && (
      <>
        {' · '}
        <RemoteLink url={project.remoteUrl} />
      </>
    )}
  </>
);

/** The list may be half a minute old. */
function asLookedAt(listed: Project | undefined, project: ProjectKnowledge): Project | undefined {
  if (!listed || project.state !== 'known' || !project.details.git) return listed;
  const { branch, changedFiles } = project.details.git;
  return { ...listed, branch, changedFiles };
}

function hintOf(project: ProjectKnowledge, host: Host | undefined): ReactNode {
  if (project.state === 'unknown') return <span className="text-warn-ink">{project.why}</span>;
  // It may be none of those that are listed.
  if (project.state === 'known' && project.details.git) return detailsWords(project.details);
  return rootsHint(host);
}

function rootsHint(host: Host | undefined): string | undefined {
  if (!host?.facts?.roots.length) return;
  const roots = host.facts.roots.join(', ');
  return host.facts.policy.plainDirectories
    ? `Any directory below ${roots}.`
    : `A git repository below ${roots}; the machine’s policy allows nothing else.`;
}

/** What to say about the list; null when its rows say it all. */
function listNote({ projects, loading, error, refresh }: Projects, found: number): ReactNode {
  if (loading)
    return (
      <span className="flex items-center gap-2" role="status">
        <Spinner /> Asking the host for its projects…
      </span>
    );
  if (error)
    return (
      <span className="flex items-center gap-2 text-bad-ink">
        <span className="min-w-0 flex-1">{messageOf(error)} A path can be typed all the same.</span>
        <Button onClick={refresh}>Try again</Button>
      </span>
    );
  if (projects?.projects.length === 0) return 'The host lists no projects. Type the path of a directory.';
  if (found === 0)
    return 'No project matches. A path works too: an absolute one, or one that begins with “~/”.';
  if (projects?.truncated) return 'There are more projects than are listed; type a path for the others.';
  return null;
}
