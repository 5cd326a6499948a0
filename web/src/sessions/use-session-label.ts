import type { Session } from '@drover/protocol';
import { useHost } from '../live/use-live.ts';
import { sessionLabel } from './session-words.ts';

/** What to call a session where its host is not at hand. */
export const useSessionLabel = (session: Session): string => sessionLabel(session, useHost(session.hostId));
