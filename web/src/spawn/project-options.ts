import type { Project } from '@drover/protocol';
import type { ComboboxOption } from '../design/combobox-options.ts';

/** Projects used last come first, the others by name. Recent ones that the host does not list are still offered. */
export function projectOptions(projects: readonly Project[], recent: readonly string[]): ComboboxOption[] {
  const byPath = new Map(projects.map((project) => [project.path, project]));
  const first = recent.map((path) => optionOf(path, byPath.get(path), true));
  const others = projects
    .filter(({ path }) => !recent.includes(path))
    .sort((a, b) => byName.compare(a.name, b.name))
    .map((project) => optionOf(project.path, project, false));
  return [...first, ...others];
}

const byName = new Intl.Collator(undefined, { numeric: true });

function optionOf(path: string, project: Project | undefined, recent: boolean): ComboboxOption {
  const notes = [project?.branch, recent && 'recent'].filter(Boolean);
  return {
    value: path,
    label: project?.name || path,
    ...(notes.length > 0 && { note: notes.join(' · ') }),
  };
}
