import type { Project, ProjectDetails } from '@drover/protocol';
import type { ComboboxOption } from '../design/combobox-options.ts';
import { formatAgo } from '../time/format.ts';

/**
 * Projects that were chosen here last come first, then those used last on the host, the others by name. Recent ones that
 * the host does not list are still offered.
 * @param now the hub's time
 */
export function projectOptions(
  projects: readonly Project[],
  recent: readonly string[],
  now: number,
): ComboboxOption[] {
  const byPath = new Map(projects.map((project) => [project.path, project]));
  const first = recent.map((path) => optionOf(path, byPath.get(path), now));
  const others = projects
    .filter(({ path }) => !recent.includes(path))
    .sort(byLastUse)
    .map((project) => optionOf(project.path, project, now));
  return [...first, ...others];
}

const byName = new Intl.Collator(undefined, { numeric: true });

/** Last used first; those that nobody knows of last, by name. */
export const byLastUse = (a: Project, b: Project): number =>
  (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0) || byName.compare(a.name, b.name);

function optionOf(path: string, project: Project | undefined, now: number): ComboboxOption {
  const facts = project ? projectFacts(project, now) : ['recent'];
  return {
    value: path,
    label: project?.name || path,
    ...(facts.length > 0 && { note: facts.join(' · ') }),
  };
}

/** Branch, changes and last use in few words. */
export const projectFacts = (
  { branch, changedFiles, lastUsedAt }: Pick<Project, 'branch' | 'changedFiles' | 'lastUsedAt'>,
  now: number,
): string[] => [
  ...(branch ? [branch] : []),
  ...(changedFiles ? [`${changedFiles} changed`] : []),
  ...(lastUsedAt === null ? [] : [formatAgo(now - lastUsedAt)]),
];

/** The same of a project that was looked at by itself. */
export function detailsWords({ path, git }: ProjectDetails): string {
  const name = path.split('/').findLast(Boolean) ?? path;
  const facts = { branch: git?.branch ?? null, changedFiles: git?.changedFiles ?? null, lastUsedAt: null };
  return [name, ...projectFacts(facts, 0)].join(' · ');
}
