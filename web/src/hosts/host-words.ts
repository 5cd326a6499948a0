import type { Host, HostPolicy } from '@drover/protocol';
import { formatBytes } from '../design/format-bytes.ts';
import type { Tone } from '../design/status-dot.tsx';

/** Clocks that differ by less are in the way of nobody. */
const SKEW_TOLD_MS = 30_000;

export type HostState = { tone: Tone; word: string };

/** One or two words for how a host stands with the hub; what explains them says `hostNote`. */
export function hostState(host: Host): HostState {
  if (host.access === 'revoked') return { tone: 'bad', word: 'Revoked' };
  if (host.online) return { tone: 'good', word: 'Online' };
  if (host.refused) return { tone: 'warn', word: 'Turned away' };
  return { tone: 'neutral', word: host.lastSeenAt === null ? 'Never connected' : 'Offline' };
}

/** What a person should know of a host beside its state; null when there is nothing. */
export function hostNote(host: Host): string | null {
  if (host.access === 'revoked')
    return 'The hub lets its daemon in no more. What runs on it goes on there. A new token lets it in again.';
  if (host.refused && !host.online) return `The hub turned it away: ${host.refused.message}`;
  if (host.access === 'rotating') return 'Its new token has not been used yet. The old one works until then.';
  return null;
}

/** A sentence about a clock that is clearly wrong; null while it is right, or nobody knows. */
export function skewSentence({ clockSkewMs }: Pick<Host, 'clockSkewMs'>): string | null {
  if (clockSkewMs === null || Math.abs(clockSkewMs) <= SKEW_TOLD_MS) return null;
  const way = clockSkewMs > 0 ? 'ahead of' : 'behind';
  return `Its clock is ${durationWords(Math.abs(clockSkewMs))} ${way} the hub’s.`;
}

const DURATIONS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

function durationWords(ms: number): string {
  const [unit, size] = DURATIONS.find(([, one]) => ms >= one) ?? DURATIONS[3];
  const count = Math.round(ms / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Whether version `a` comes before `b`; false where one of them is no version. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (!left || !right) return false;
  const place = left.findIndex((number, index) => number !== right[index]);
  return place >= 0 && (left[place] ?? 0) < (right[place] ?? 0);
}

const numbersOf = (version: string): number[] | undefined =>
  /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1, 4).map(Number);

/** What a session on the machine may use, and what sees to it. */
export function limitWords({ memoryBytes, tasks, enforcedBy }: HostPolicy['limits']): string {
  const limits = [
    memoryBytes !== null && `${formatBytes(memoryBytes)} of memory`,
    tasks !== null && `${tasks} processes`,
  ].filter(Boolean);
  if (limits.length === 0) return 'None';
  const said = `${limits.join(' and ')} per session`;
  if (enforcedBy === null) return `${said}, but nothing on this machine can enforce them`;
  return `${said}, enforced by ${ENFORCERS[enforcedBy]}`;
}

const ENFORCERS = { cgroup: 'its control group', systemd: 'systemd' } as const;

/** Why nobody may type into sessions of a host; null when its machine allows it. */
export const inputForbidden = (host: Host | undefined): string | null =>
  host?.facts?.policy.input === false
    ? `The policy of ${host.name} allows no typing: its sessions can only be watched.`
    : null;

/** In a terminal on a host that was deleted while it was open. */
export const deletedWords = (host: Host | undefined): string =>
  `${host?.name ?? 'The host'} was deleted from Drover. What runs on the machine goes on there, out of reach from here.`;

/** In a terminal on a host whose access was revoked. */
export const revokedWords = ({ name }: Host): string =>
  `Host access was revoked. What runs on ${name} goes on there, out of reach from here.`;
