import type { Stats } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { type Complaint, readYamlFile, type YamlPath } from './yaml-file.ts';

export type Checked<T> = { value: T } | { complaints: Complaint[] };

/** Reads a YAML file of this schema. Complaints name the line; what cannot be read at all is one of them. */
export function readCheckedFile<S extends z.ZodType>(
  file: string,
  schema: S,
  acceptStats: (stats: Stats) => string | null,
): Checked<z.output<S>> {
  try {
    const yaml = readYamlFile(file, acceptStats);
    if ('complaints' in yaml) return yaml;
    const parsed = schema.safeParse(yaml.value);
    if (parsed.success) return { value: parsed.data };
    return { complaints: parsed.error.issues.map((issue) => toComplaint(issue, yaml.lineOf)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { complaints: [{ line: null, message: `cannot be read: ${reason}` }] };
  }
}

/** Who can write such a file decides what runs here: it must be this user's or root's, and nobody else's to write. */
export function ownerFault(file: string, stats: Stats): string | null {
  if (stats.mode & 0o022) return `can be written by others; run: chmod go-w ${basename(file)}`;
  if (stats.uid === 0 || stats.uid === process.getuid?.()) return null;
  return 'belongs to another user; it must belong to you or to root';
}

/** `policy.yaml:3: maxSessions: must be …` */
export const placed = (file: string, { line, message }: Complaint): string =>
  `${basename(file)}${line === null ? '' : `:${line}`}: ${message}`;

function toComplaint(issue: z.core.$ZodIssue, lineOf: (path: YamlPath) => number | null): Complaint {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
  return {
    line: lineOf(at),
    message: path.length > 0 ? `${path.join('.')}: ${issue.message}` : issue.message,
  };
}
