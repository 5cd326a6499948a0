import { DEFAULT_SIZE } from '@drover/protocol';
import { BOOT_ID } from './boot-id.ts';
import { META_UNREADABLE } from './reasons.ts';
import { PLAIN_RECORD, type SessionRecord } from './session-dir.ts';

/**
 * Stands for a record that cannot be read: its output may still be. It counts as ended, unless a holder answers for it.
 * Times in milliseconds since 1970.
 */
export const unreadableRecord = (sessionId: string, madeAt: number): SessionRecord => ({
  sessionId,
  profile: 'unknown',
  projectDir: 'unknown',
  ...PLAIN_RECORD,
  task: null,
  size: DEFAULT_SIZE,
  createdAt: madeAt,
  bootId: BOOT_ID,
  initStart: null,
  stopped: false,
  group: null,
  ended: { status: 'exited', reason: META_UNREADABLE, at: madeAt },
});
