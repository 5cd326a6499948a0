import type { Host, Worktree } from '@drover/protocol';
import { Ellipsis, GitBranch } from 'lucide-react';
import { Link } from 'react-router';
import { Button, IconButton } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { formatBytes } from '../design/format-bytes.ts';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { StatusDot } from '../design/status-dot.tsx';
import { useToast } from '../design/toast.tsx';
import { useFleet, useMay } from '../live/use-live.ts';
import { projectLabel, sessionLabel } from '../sessions/session-words.ts';
import { Ago } from '../time/time-text.tsx';
import { terminalPath } from '../windows/open-terminal.ts';
import { removalObstacle, stateOf, usersOf, worktreeName } from './worktree-words.ts';

export type WorktreeRowProps = {
  host: Host;
  worktree: Worktree;
  onStart: () => void;
  onRemove: () => void;
};

export function WorktreeRow(props: WorktreeRowProps) {
  const { host, worktree } = props;
  const { tone, words } = stateOf(worktree);
  return (
    <li
      aria-label={worktreeName(worktree)}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 gap-y-1 px-4 py-2.5 text-sm md:grid-cols-[minmax(0,1.3fr)_minmax(0,1.4fr)_minmax(0,1fr)_9rem] md:items-center"
    >
      <div className="min-w-0">
        <h3 className="flex items-center gap-1.5 font-medium">
          <GitBranch size={14} className="shrink-0 text-ink-3" aria-hidden="true" />
          <span className="truncate">{worktree.branch ?? 'No branch'}</span>
        </h3>
        <p className="truncate text-ink-2 text-xs" title={worktree.path}>
          <span>{projectLabel(worktree.project, host.facts?.roots ?? [])}</span>{' '}
          <span className="ml-1 font-mono text-ink-3">{worktree.path.split('/').at(-1)}</span>
        </p>
      </div>
      <p className="flex min-w-0 items-center gap-2 max-md:col-span-2">
        <StatusDot tone={tone} />
        <span className="min-w-0 break-words">{words}</span>
      </p>
      <div className="min-w-0 text-ink-2 max-md:col-span-2 max-md:flex max-md:flex-wrap max-md:items-baseline max-md:gap-x-3">
        <Users host={host} worktree={worktree} />
        <p className="tabular text-ink-3 text-xs">
          {worktree.bytes !== null && formatBytes(worktree.bytes)}
          {worktree.bytes !== null && worktree.createdAt !== null && ' · '}
          {worktree.createdAt !== null && <Ago at={worktree.createdAt} />}
        </p>
      </div>
      <Actions {...props} />
    </li>
  );
}

/** The sessions in it, each with the way to its terminal. */
function Users({ host, worktree }: { host: Host; worktree: Worktree }) {
  const { sessions } = useFleet();
  const users = usersOf(worktree, host.hostId, sessions.values());
  if (users.length === 0) return <p className="text-ink-3">Nobody works in it</p>;
  return (
    <ul aria-label="Works in it" className="min-w-0">
      {users.map((session) => (
        <li key={session.sessionId} className="truncate">
          <Link to={terminalPath(session.sessionId)} className="rounded text-accent-ink hover:underline">
            {sessionLabel(session, host)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Actions({ host, worktree, onStart, onRemove }: WorktreeRowProps) {
  const mayAct = useMay('operator');
  const { sessions } = useFleet();
  const toast = useToast();
  const name = worktreeName(worktree);
  const obstacle = removalObstacle(worktree, usersOf(worktree, host.hostId, sessions.values()));
  const copy = () =>
    copyText(worktree.path).then(
      () => toast({ tone: 'good', text: 'The path is copied.' }),
      () => toast({ tone: 'bad', text: 'The browser does not let this page copy.' }),
    );
  return (
    <div className="flex items-center justify-end gap-1.5 max-md:col-start-2 max-md:row-start-1">
      {mayAct && worktree.git !== null && (
        <Button onClick={onStart} aria-label={`Start a session in ${name}`}>
          Start here
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={`More about ${name}`}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void copy()}>Copy path</MenuItem>
        {mayAct && (
          <>
            <MenuSeparator />
            <MenuItem danger disabled={obstacle !== null} onSelect={onRemove}>
              Remove…
            </MenuItem>
            {obstacle && <p className="max-w-64 px-2 pb-1.5 text-ink-3 text-xs">{obstacle}</p>}
          </>
        )}
      </Menu>
    </div>
  );
}
