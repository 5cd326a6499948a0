import type { SessionReason } from '@drover/protocol';

/** Why a session stands as it does, for people. */
export const STALLED: SessionReason = {
  code: 'stalled',
  message:
    'Its holder process does not answer: it is stopped, or its machine is too busy. No output is lost.',
};

export const DEGRADED: SessionReason = {
  code: 'history_degraded',
  message:
    'The disk of its machine is full: only its newest few MiB of output are kept. Free some space there.',
};

export const STOPPED: SessionReason = { code: 'stopped', message: 'It was stopped from Drover.' };

export const OUT_OF_MEMORY: SessionReason = {
  code: 'oom',
  message: 'It used more memory than the policy of its machine allows, and was killed.',
};

export const HOLDER_DIED: SessionReason = {
  code: 'holder_died',
  message: 'Its holder process died; its end was not seen.',
};

export const REBOOTED: SessionReason = { code: 'host_rebooted', message: 'Its machine was restarted.' };

export const CONTAINER_RESTARTED: SessionReason = {
  code: 'container_restarted',
  message: 'Its container was ended, and all that ran in it; what it printed is kept.',
};

export const META_UNREADABLE: SessionReason = {
  code: 'meta_unreadable',
  message: 'What its machine had written down about it cannot be read any more; its output is what is left.',
};
