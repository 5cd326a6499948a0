import type { Host, Session } from '@drover/protocol';
import { ProfileMark } from '../../design/chip.tsx';
import { useMay } from '../../live/use-live.ts';
import { branchOf } from '../../sessions/git-words.ts';
import { reachOf, SessionState } from '../../sessions/session-state.tsx';
import { isActive, profileLook, projectLabel, sessionLabel } from '../../sessions/session-words.ts';
import type { AttachmentView } from '../attachment/attachment-view.ts';
import { ControlState } from './control-state.tsx';
import { HeaderActions, type HeaderActionsProps } from './header-actions.tsx';

export type HeaderProps = Omit<HeaderActionsProps, 'stoppable'> & {
  session: Session;
  /** As it was last known. */
  host: Host | undefined;
  hostDeleted: boolean;
  /** Null until the terminal is open. */
  view: AttachmentView | null;
  /** Why this person can only watch; null when they may type. */
  watchOnly: string | null;
  onTakeControl: () => void;
};

/** Gone where there is little height, as above a phone's keyboard. */
export function Header({
  session,
  host,
  hostDeleted,
  view,
  watchOnly,
  onTakeControl,
  ...actions
}: HeaderProps) {
  const mayStop = useMay('operator');
  const { displayName, color } = profileLook(session.profile, host);
  const branch = branchOf(session);
  const place = `${host?.name ?? 'unknown host'} / ${projectLabel(session.projectDir, host?.facts?.roots ?? [])}${branch ? `, ${branch}` : ''}`;
  return (
    <header className="flex h-11 touch:h-13 shrink-0 items-center gap-3 border-line border-b bg-surface pr-1.5 pl-3">
      <span className="flex shrink-0 items-center gap-1.5 font-medium text-sm">
        <ProfileMark color={color} />
        <span className="@max-md:sr-only">{displayName}</span>
      </span>
      <div className="flex min-w-0 flex-1 items-baseline gap-3 @max-5xl:flex-col @max-5xl:items-start @max-5xl:gap-0">
        <h1 className="min-w-0 max-w-full truncate font-semibold text-sm" title={session.title ?? undefined}>
          {sessionLabel(session, host)}
        </h1>
        <p
          className="min-w-0 max-w-full shrink-[3] truncate text-ink-2 text-xs"
          title={`${session.worktree?.path ?? session.projectDir}${branch ? `\nBranch: ${branch}` : ''}`}
        >
          {place}
        </p>
      </div>
      <SessionState session={session} reach={reachOf(host, hostDeleted)} wordsClass="@max-lg:sr-only" />
      {view?.phase.kind === 'live' && (
        <ControlState control={view.control} watchOnly={watchOnly} onTake={onTakeControl} />
      )}
      <HeaderActions {...actions} stoppable={mayStop && isActive(session) && !hostDeleted} />
    </header>
  );
}
