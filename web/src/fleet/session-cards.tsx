import { CARD_GRID } from './card-grid.ts';
import type { Entry } from './fleet-sections.ts';
import { SessionCard } from './session-card.tsx';

export type SessionCardsProps = {
  entries: readonly Entry[];
  inProject: boolean;
  onTag: (tag: string) => void;
};

export const SessionCards = ({ entries, inProject, onTag }: SessionCardsProps) => (
  <ul className={CARD_GRID}>
    {entries.map(({ session, companions, host }) => (
      <li key={session.sessionId} className="min-w-0">
        <SessionCard
          session={session}
          companions={companions}
          host={host}
          inProject={inProject}
          onTag={onTag}
        />
      </li>
    ))}
  </ul>
);
