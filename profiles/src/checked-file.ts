import type { Stats } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { decidedBy, type Layer, merge } from './layers.ts';
import { readYamlFile, type YamlPath } from './yaml-file.ts';

/** What is wrong with a file, and on which of its lines where that is known. */
export type Complaint = { file: string; line: number | null; message: string };

export type Checked<T> = { value: T; merged: unknown } | { complaints: Complaint[] };

type AcceptStats = (file: string, stats: Stats) => string | null;

/**
 * Reads YAML files, lays each over those before it, and checks the result against the schema. Complaints name the file
 * and the line that is at fault; what cannot be read at all is one of them.
 */
export function readCheckedFiles<S extends z.ZodType>(
  files: readonly [string, ...string[]],
  schema: S,
  acceptStats: AcceptStats,
): Checked<z.output<S>> {
  const read = files.map((file) => readLayer(file, acceptStats));
  const complaints = read.flatMap((layer) => ('complaints' in layer ? layer.complaints : []));
  const [base, ...over] = read.flatMap((layer) => ('complaints' in layer ? [] : [layer]));
  if (complaints.length > 0 || !base) return { complaints };
  const merged = over.reduce<unknown>((value, layer) => merge(value, layer.value), base.value);
  const parsed = schema.safeParse(merged);
  if (parsed.success) return { value: parsed.data, merged };
  return { complaints: parsed.error.issues.map((issue) => toComplaint(issue, [base, ...over])) };
}

/** Who can write such a file decides what runs here: it must be this user's or root's, and nobody else's to write. */
export function ownerFault(file: string, stats: Stats): string | null {
  if (stats.mode & 0o022) return `can be written by others; run: chmod go-w ${basename(file)}`;
  if (stats.uid === 0 || stats.uid === process.getuid?.()) return null;
  return 'belongs to another user; it must belong to you or to root';
}

/** `policy.yaml:3: maxSessions: must be …` */
export const placed = ({ file, line, message }: Complaint): string =>
  `${basename(file)}${line === null ? '' : `:${line}`}: ${message}`;

function readLayer(file: string, acceptStats: AcceptStats): Layer | { complaints: Complaint[] } {
  try {
    const yaml = readYamlFile(file, (stats) => acceptStats(file, stats));
    if (!('complaints' in yaml)) return { file, ...yaml };
    return { complaints: yaml.complaints.map((complaint) => ({ file, ...complaint })) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { complaints: [{ file, line: null, message: `cannot be read: ${reason}` }] };
  }
}

function toComplaint(issue: z.core.$ZodIssue, layers: readonly [Layer, ...Layer[]]): Complaint {
  const path: YamlPath = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
  const { file, lineOf } = decidedBy(layers, at);
  return {
    file,
    line: lineOf(at),
    message: path.length > 0 ? `${path.join('.')}: ${issue.message}` : issue.message,
  };
}
