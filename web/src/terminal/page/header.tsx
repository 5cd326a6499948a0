import type { Host, Session } from '@drover/protocol';
import { ProfileMark } from '../../design/chip.tsx';
import { StatusDot } from '../../design/status-dot.tsx';
import { Tooltip } from '../../design/tooltip.tsx';
import { useMay } from '../../live/use-live.ts';
import {
  type HostReach,
  isActive,
  knownStatus,
  profileLook,
  projectLabel,
  sessionLabel,
} from '../../sessions/session-words.ts';
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
  const place = `${host?.name ?? 'unknown host'} / ${projectLabel(session.projectDir, host?.facts?.roots ?? [])}`;
  return (
    <header className="flex h-11 touch:h-13 shrink-0 items-center gap-3 border-line border-b bg-surface pr-1.5 pl-3">
      <span className="flex shrink-0 items-center gap-1.5 font-medium text-sm">
        <ProfileMark color={color} />
        <span className="max-sm:sr-only">{displayName}</span>
      </span>
      <div className="flex min-w-0 flex-1 items-baseline gap-3 max-sm:flex-col max-sm:items-start max-sm:gap-0">
        <h1 className="min-w-0 max-w-full truncate font-semibold text-sm" title={session.title ?? undefined}>
          {sessionLabel(session)}
        </h1>
        <p className="min-w-0 max-w-full shrink-[3] truncate text-ink-2 text-xs" title={session.projectDir}>
          {place}
        </p>
      </div>
      <HeaderStatus session={session} reach={reachOf(host, hostDeleted)} />
      {view?.phase.kind === 'live' && (
        <ControlState control={view.control} watchOnly={watchOnly} onTake={onTakeControl} />
      )}
      <HeaderActions {...actions} stoppable={mayStop && isActive(session) && !hostDeleted} />
    </header>
  );
}

function reachOf(host: Host | undefined, deleted: boolean): HostReach {
  if (deleted) return 'deleted';
  return host?.online === false ? 'offline' : 'online';
}

function HeaderStatus({ session, reach }: { session: Session; reach: HostReach }) {
  const { word, tone, sentence, sure } = knownStatus(session, reach);
  return (
    <Tooltip text={sentence} side="bottom">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard, too, must reach the explanation */}
      <span tabIndex={0} className="flex shrink-0 items-center gap-1.5 text-ink-2 text-xs">
        <StatusDot tone={tone} busy={session.status === 'starting' && sure} hollow={!sure} />
        <span className="max-sm:sr-only">{word}</span>
      </span>
    </Tooltip>
  );
}
