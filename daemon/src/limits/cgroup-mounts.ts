import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A hierarchy of control groups as this process sees it: where it is mounted, and our own group in it. */
export type Hierarchy = { controllers: string[]; mountPoint: string; ownDir: string };

/** Hierarchies of version 1 with their controllers, and that of version 2 with none: its groups tell theirs. */
export type Hierarchies = { v1: Hierarchy[]; v2: Hierarchy | null };

/** As /proc tells it (cgroups(7), proc(5)); nothing on systems without control groups. */
export function readHierarchies(
  mountinfo = readOrEmpty('/proc/self/mountinfo'),
  membership = readOrEmpty('/proc/self/cgroup'),
): Hierarchies {
  const own = membership.split('\n').map((line) => line.split(':'));
  const mounts = mountinfo.split('\n').flatMap((line) => mountOf(line) ?? []);
  const hierarchyOf = (mount: Mount, controllers: string[]): Hierarchy | null => {
    const path = own
      .find(([, names = '']) => names === controllers.join(','))
      ?.slice(2)
      .join(':');
    // In a container the mount begins at the container's own group.
    if (path === undefined) return null;
    return { controllers, mountPoint: mount.point, ownDir: join(mount.point, relative(mount.root, path)) };
  };
  const v2 = mounts.find(({ type }) => type === 'cgroup2');
  return {
    v1: mounts
      .filter(({ type }) => type === 'cgroup')
      .flatMap((mount) => hierarchyOf(mount, controllersOf(mount, own)) ?? []),
    v2: v2 ? hierarchyOf(v2, ['']) : null,
  };
}

type Mount = { root: string; point: string; type: string; options: string[] };

function mountOf(line: string): Mount | undefined {
  const [place = '', rest = ''] = line.split(' - ');
  const [, , , root = '', point = ''] = place.split(' ');
  const [type = '', , options = ''] = rest.split(' ');
  return type.startsWith('cgroup') ? { root, point, type, options: options.split(',') } : undefined;
}

/** Those of a membership line that are among the mount's options, in the line's order. */
const controllersOf = (mount: Mount, own: string[][]): string[] =>
  own
    .map(([, names = '']) => names.split(','))
    .find((names) => names[0] !== '' && names.every((name) => mount.options.includes(name))) ?? [];

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
