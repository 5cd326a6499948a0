import { type Host, type HostId, hasEnded, type ProfileInfo, type Session } from '@drover/protocol';
import type { Tone } from '../design/status-dot.tsx';

const WORDS = {
  starting: 'Starting',
  running: 'Running',
  exited: 'Exited',
  failed: 'Failed',
  lost: 'Lost',
} as const;

export const isActive = (session: Session): boolean => !hasEnded(session.status);

/** Reasons that say more than the status does, each with how it looks. */
const REASONS: Partial<Record<NonNullable<Session['reason']>['code'], { word: string; tone: Tone }>> = {
  container_restarted: { word: 'Container restarted', tone: 'warn' },
  gone_from_host: { word: 'Gone', tone: 'warn' },
  history_degraded: { word: 'Disk full', tone: 'warn' },
  host_rebooted: { word: 'Host rebooted', tone: 'warn' },
  meta_unreadable: { word: 'Unreadable', tone: 'warn' },
  oom: { word: 'Out of memory', tone: 'bad' },
  stalled: { word: 'Stalled', tone: 'warn' },
  stopped: { word: 'Stopped', tone: 'neutral' },
};

/** One or two words for the status: `Running`, `Exited 1`, `Stopped`, `Out of memory`. */
export function statusWord({ status, reason, exit }: Session): string {
  const telling = reason && REASONS[reason.code];
  if (telling) return telling.word;
  if (status !== 'exited') return WORDS[status];
  if (exit?.signal) return exit.signal;
  return exit?.code ? `Exited ${exit.code}` : 'Exited';
}

export function statusTone({ status, reason, exit }: Session): Tone {
  const telling = reason && REASONS[reason.code];
  if (telling) return telling.tone;
  switch (status) {
    case 'starting':
      return 'accent';
    case 'running':
      return 'good';
    case 'failed':
      return 'bad';
    case 'lost':
      return 'warn';
    case 'exited':
      return exit?.code || exit?.signal ? 'bad' : 'neutral';
  }
}

/** The status with its evidence, as a sentence. */
export function statusSentence(session: Session): string {
  const { status, reason, exit } = session;
  if (reason) return reason.message;
  switch (status) {
    case 'starting':
      return 'Asked for; its host has not confirmed it yet.';
    case 'running':
      return 'Its process is alive.';
    case 'failed':
      return 'It could not be started.';
    case 'lost':
      return 'Its end was not seen.';
    case 'exited':
      return exitSentence(exit);
  }
}

function exitSentence(exit: Session['exit']): string {
  if (exit?.signal) return `Ended by ${exit.signal}.`;
  if (exit?.code === 0) return 'Ended by itself, without an error.';
  return exit?.code == null ? 'Ended.' : `Ended by itself with exit code ${exit.code}.`;
}

/** How far a session's host is from here. */
export type HostReach = 'online' | 'offline' | 'deleted';

export type KnownStatus = {
  word: string;
  tone: Tone;
  sentence: string;
  /** False for what was so when its host was last seen. */
  sure: boolean;
};

/** The status as far as anybody can know it: what runs on a host that is out of reach only ran there. */
export function knownStatus(session: Session, reach: HostReach): KnownStatus {
  if (reach === 'online' || !isActive(session))
    return {
      word: statusWord(session),
      tone: statusTone(session),
      sentence: statusSentence(session),
      sure: true,
    };
  return {
    word: `Was ${statusWord(session).toLowerCase()}`,
    tone: 'neutral',
    sentence:
      reach === 'deleted' ? 'So it was when its host was deleted.' : 'So it was when its host was last seen.',
    sure: false,
  };
}

/** How many sessions are known to be active now: of hosts that are offline nobody knows. */
export const activeNow = (sessions: Iterable<Session>, hosts: ReadonlyMap<HostId, Host>): number =>
  [...sessions].filter((session) => isActive(session) && hosts.get(session.hostId)?.online).length;

/** `path` below the root that holds it, as people say it; the whole path when no root does. */
export function projectLabel(path: string, roots: readonly string[]): string {
  const root = roots.map((one) => one.replace(/\/$/, '')).find((one) => path.startsWith(`${one}/`));
  if (root === undefined) return path;
  const below = path.slice(root.length + 1);
  return HOME.test(root) ? `~/${below}` : below;
}

/** Where systems have home directories; no host tells which one is its own. */
const HOME = /^(?:\/(?:home|Users)\/[^/]+|\/root)$/;

/** What to call a session where there is room for one line. */
export const sessionLabel = (session: Session, host: Host | undefined): string =>
  session.name ||
  session.task?.split('\n')[0]?.trim() ||
  namingTitle(session, host) ||
  lastPart(session.projectDir);

/** Signs that agents put before their window titles and turn several times a second to show that they work. */
const SPINNER = /^(?:\[ [!.] \] *\|?|[\p{So}\p{Sk}\s])+/u;

/** Most programs tell in their window title how they stand, or who they are: that names nothing. */
function namingTitle({ title, profile }: Session, host: Host | undefined): string | undefined {
  const known = host?.facts?.profiles.find(({ name }) => name === profile);
  const quiet = known?.titleNames ? title?.replace(SPINNER, '').trim() : undefined;
  return quiet === known?.displayName ? undefined : quiet;
}

const lastPart = (path: string): string => path.split('/').findLast(Boolean) ?? path;

const UNKNOWN_COLOR = '#8b93a3';

/** How to show a session's profile, also when its host does not offer it any more. */
export function profileLook(
  name: string,
  host: Host | undefined,
): Pick<ProfileInfo, 'displayName' | 'color'> {
  const known = host?.facts?.profiles.find((profile) => profile.name === name);
  return known ?? { displayName: name, color: UNKNOWN_COLOR };
}

/**
 * What stopping a session ends, and what it leaves alone.
 * @param companions how many run that were opened beside it
 */
export function stopWords(
  { parentId, worktree }: Session,
  program: string,
  place: string,
  companions: number,
): string {
  const kept = worktree
    ? `Its worktree stays, with all files in ${place}.`
    : `Files in ${place} stay as they are.`;
  const ends = `${program} ends at once, with everything it started; what it was doing is cut off.`;
  const goesOn = [
    parentId !== null && 'The session that it was opened beside goes on.',
    companions === 1 && 'Its companion goes on.',
    companions > 1 && `Its ${companions} companions go on.`,
  ];
  return [ends, ...goesOn, kept].filter(Boolean).join(' ');
}
