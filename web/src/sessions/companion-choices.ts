import type { Host, ProfileInfo } from '@drover/protocol';

/** What can be opened beside a session, shells first, for they are what is mostly wanted there. */
export const companionChoices = (host: Host | undefined): readonly ProfileInfo[] =>
  (host?.facts?.profiles ?? [])
    .filter(({ unavailable }) => unavailable === null)
    .sort((a, b) => Number(b.shell) - Number(a.shell));
