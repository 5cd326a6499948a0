import type { Host } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { Folder, FolderGit2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { messageOf } from '../api/http.ts';
import { listProjects } from '../api/projects.ts';
import { Button } from '../design/button.tsx';
import { Combobox } from '../design/combobox.tsx';
import { filterOptions } from '../design/combobox-options.ts';
import { Field } from '../design/field.tsx';
import { Spinner } from '../design/spinner.tsx';
import { projectOptions } from './project-options.ts';
import { spawnMemory } from './use-spawn.ts';

export type ProjectFieldProps = {
  host: Host | undefined;
  value: string;
  onChange: (path: string) => void;
  error: string | undefined;
};

/** Where to start: one of the host's projects, or any directory below its roots. */
export function ProjectField({ host, value, onChange, error }: ProjectFieldProps) {
  const projects = useProjects(host);
  const options = useMemo(() => {
    const recent = host ? (spawnMemory.of(host.hostId)?.recent ?? []) : [];
    return projectOptions(projects.data?.projects ?? [], recent);
  }, [projects.data, host]);
  const git = useMemo(
    () => new Set(projects.data?.projects.filter((project) => project.git).map(({ path }) => path)),
    [projects.data],
  );
  const chosen = projects.data?.projects.find(({ path }) => path === value);
  return (
    <Field label="Project" error={error} hint={chosen ? describe(chosen) : rootsHint(host)}>
      {(ids) => (
        <Combobox
          {...ids}
          value={value}
          onChange={onChange}
          options={options}
          isOwnText={isPath}
          autoFocus
          placeholder="Search, or type a path"
          icon={({ value }) => (git.has(value) ? <FolderGit2 size={14} /> : <Folder size={14} />)}
          listNote={listNote(projects, filterOptions(options, value).length)}
        />
      )}
    </Field>
  );
}

const useProjects = (host: Host | undefined) =>
  useQuery({
    queryKey: ['projects', host?.hostId],
    queryFn: ({ signal }) => listProjects(host?.hostId ?? '', false, signal),
    enabled: host?.online ?? false,
    staleTime: 30_000,
  });

const describe = ({ name, branch }: { name: string; branch: string | null }): string =>
  branch ? `${name}, on branch ${branch}` : name;

const isPath = (text: string): boolean => text.startsWith('/') || text.startsWith('~');

const rootsHint = (host: Host | undefined): string | undefined =>
  host?.facts?.roots.length ? `Any directory below ${host.facts.roots.join(', ')}.` : undefined;

/** What to say about the list; null when its rows say it all. */
function listNote(projects: ReturnType<typeof useProjects>, found: number): ReactNode {
  if (projects.isLoading)
    return (
      <span className="flex items-center gap-2" role="status">
        <Spinner /> Asking the host for its projects…
      </span>
    );
  if (projects.isError)
    return (
      <span className="flex items-center gap-2 text-bad-ink">
        <span className="min-w-0 flex-1">{messageOf(projects.error)} A path can be typed all the same.</span>
        <Button onClick={() => void projects.refetch()}>Try again</Button>
      </span>
    );
  if (projects.data?.projects.length === 0)
    return 'The host lists no projects. Type the path of a directory.';
  if (found === 0) return 'No project matches. A whole path that begins with “/” works too.';
  if (projects.data?.truncated) return 'There are more projects than are listed; type a path for the others.';
  return null;
}
