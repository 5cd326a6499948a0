import type { HostDeletion } from '@drover/protocol';

/** What goes with a host and what stays, a sentence each. */
export function deletionSentences({ running, ended, archived }: HostDeletion): string[] {
  const known = [counted(ended, 'ended'), counted(archived, 'archived')].filter(Boolean).join(' and ');
  return [
    running > 0 &&
      `${counted(running, 'running')} ${running === 1 ? 'leaves' : 'leave'} the fleet. Their agents go on, on the machine, where nobody can reach them any more: stop them first.`,
    known !== '' && `What the hub knows of ${known} is forgotten.`,
    'Its token stops working at once.',
    'Files on the machine stay as they are, and so does the audit log.',
  ].filter((sentence) => sentence !== false);
}

const counted = (count: number, kind: string): string =>
  count === 0 ? '' : `${count} ${kind} session${count === 1 ? '' : 's'}`;
