import { type Host, hasEnded, type Session } from '@drover/protocol';
import { memo } from 'react';
import { Card } from '../design/card.tsx';
import { ProfileMark } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { reachOf, SessionState } from '../sessions/session-state.tsx';
import { profileLook, sessionLabel } from '../sessions/session-words.ts';
import { CardActions } from './card-actions.tsx';
import { CardDoing } from './card-doing.tsx';
import { CardMeta } from './card-meta.tsx';
import { CardNotes } from './card-notes.tsx';
import { CardPlace } from './card-place.tsx';
import { CardScreen } from './card-screen.tsx';
import { CardTitle } from './card-title.tsx';
import { CompanionRows } from './companion-rows.tsx';

export type SessionCardProps = {
  session: Session;
  host: Host;
  /** Those opened beside it. */
  companions: readonly Session[];
  /** Whether it stands under its project's heading, instead of its host's. */
  inProject: boolean;
  /** Must stay the same function. */
  onTag: (tag: string) => void;
};

/** Memoised: of sixty cards, only those that changed are drawn again. */
export const SessionCard = memo(function SessionCard(props: SessionCardProps) {
  const { session, host, companions, inProject, onTag } = props;
  const { displayName, color } = profileLook(session.profile, host);
  return (
    <Card
      role="group"
      aria-label={`${displayName}: ${sessionLabel(session, host)}`}
      data-session-id={session.sessionId}
      className={cx('flex h-full flex-col overflow-hidden', !host.online && 'bg-transparent')}
    >
      <div className="flex h-9 items-center gap-2 pr-3 pl-3 text-sm">
        <ProfileMark color={color} />
        <span className="shrink-0 font-medium">{displayName}</span>
        {session.model && (
          <span className="min-w-0 truncate text-ink-3 text-xs" title={session.model}>
            {session.model}
          </span>
        )}
        <span className="ml-auto shrink-0">
          <SessionState session={session} reach={reachOf(host)} />
        </span>
      </div>
      <div className="px-3 pb-1.5">
        <CardTitle session={session} />
        <CardPlace session={session} host={host} inProject={inProject} />
        {(!hasEnded(session.status) || session.shell?.command) && <CardDoing session={session} host={host} />}
        <CardNotes session={session} />
        <CardMeta session={session} onTag={onTag} />
      </div>
      <CardScreen session={session} hostOnline={host.online} />
      <CardActions session={session} host={host} />
      <CompanionRows companions={companions} host={host} />
    </Card>
  );
}, isSameCard);

function isSameCard(a: SessionCardProps, b: SessionCardProps): boolean {
  return (
    a.session === b.session &&
    a.host === b.host &&
    a.inProject === b.inProject &&
    a.onTag === b.onTag &&
    a.companions.length === b.companions.length &&
    a.companions.every((one, index) => one === b.companions[index])
  );
}
