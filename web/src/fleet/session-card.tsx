import type { Host, Session } from '@drover/protocol';
import { FolderGit2 } from 'lucide-react';
import { memo } from 'react';
import { Card } from '../design/card.tsx';
import { ProfileMark } from '../design/chip.tsx';
import { cx } from '../design/cx.ts';
import { Tooltip } from '../design/tooltip.tsx';
import { profileLook, projectLabel, sessionLabel } from '../sessions/session-words.ts';
import { CardActions } from './card-actions.tsx';
import { CardScreen } from './card-screen.tsx';
import { SessionRuntime } from './session-runtime.tsx';
import { SessionStatusChip } from './session-status-chip.tsx';
import { TaskEditor } from './task-editor.tsx';

export type SessionCardProps = { session: Session; host: Host };

/** Memoised: of sixty cards, only those that changed are drawn again. */
export const SessionCard = memo(function SessionCard({ session, host }: SessionCardProps) {
  const { displayName, color } = profileLook(session.profile, host);
  return (
    <Card
      role="group"
      aria-label={`${displayName}: ${sessionLabel(session)}`}
      data-session-id={session.sessionId}
      className={cx('flex h-full flex-col overflow-hidden', !host.online && 'bg-transparent')}
    >
      <div className="flex h-9 items-center gap-2 pr-3 pl-3 text-sm">
        <ProfileMark color={color} />
        <span className="min-w-0 truncate font-medium">{displayName}</span>
        <span className="ml-auto flex shrink-0 items-center gap-2.5">
          <SessionStatusChip session={session} hostOnline={host.online} />
          <SessionRuntime session={session} host={host} />
        </span>
      </div>
      <div className="px-3 pb-2.5">
        <TaskEditor session={session} />
        <ProjectLine path={session.projectDir} roots={host.facts?.roots ?? []} />
      </div>
      <CardScreen session={session} hostOnline={host.online} />
      <CardActions session={session} host={host} />
    </Card>
  );
});

function ProjectLine({ path, roots }: { path: string; roots: readonly string[] }) {
  return (
    <p className="flex items-center gap-1.5 text-ink-3 text-xs">
      <FolderGit2 size={12} className="shrink-0" aria-hidden="true" />
      <Tooltip text={<span className="font-mono">{path}</span>} side="bottom">
        <span className="truncate font-mono">{projectLabel(path, roots)}</span>
      </Tooltip>
    </p>
  );
}
