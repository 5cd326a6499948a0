import type { HostDeletion } from '@drover/protocol';

/**
 * What goes with a host and what stays, a sentence each.
 * @param reachable its sessions can be stopped from here
 */
export function deletionSentences({ running, ended, archived }: HostDeletion, reachable: boolean): string[] {
  const known = [counted(ended, 'ended'), counted(archived, 'archived')].filter(Boolean).join(' and ');
  return [
    running > 0 &&
      `${counted(running, 'running')} ${running === 1 ? 'leaves' : 'leave'} the fleet. Their agents go on, on the machine, where nobody can reach them any more: ${reachable ? 'stop them first.' : END_THERE}`,
    known !== '' && `What the hub knows of ${known} is forgotten.`,
    'Its token stops working at once.',
    'Files on the machine stay as they are, and so does the audit log.',
  ].filter((sentence) => sentence !== false);
}

const END_THERE =
  'end them there, with `./drover daemon --end-all` (and the `--state-dir` of the daemon, if it has one) or by removing its container.';

const counted = (count: number, kind: string): string =>
  count === 0 ? '' : `${count} ${kind} session${count === 1 ? '' : 's'}`;
