import type { Host, Worktree, WorktreeList } from '@drover/protocol';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Loaded } from '../api/loaded.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { hasWords } from '../design/has-words.ts';
import { List } from '../design/list.tsx';
import { Section } from '../design/page.tsx';
import { useFleet, useMay } from '../live/use-live.ts';
import { type SpawnChoice, SpawnDialog } from '../spawn/spawn-dialog.tsx';
import { RemoveCleanDialog } from './remove-clean-dialog.tsx';
import { RemoveWorktreeDialog } from './remove-worktree-dialog.tsx';
import { Rescues } from './rescues.tsx';
import type { HostWorktrees as Loading } from './use-worktrees.ts';
import { WorktreeRow } from './worktree-row.tsx';
import { isClean, usersOf } from './worktree-words.ts';

export type HostWorktreesProps = Loading & {
  /** What they are narrowed down to. */
  text: string;
};

/** What one host has. */
export function HostWorktrees({ host, query, text }: HostWorktreesProps) {
  return (
    <Section
      title={host.name}
      actions={
        <div className="flex items-center gap-1.5">
          {query.data && <RemoveClean host={host} worktrees={query.data.worktrees} />}
          {host.online && (
            <IconButton
              label={`Look again on ${host.name}`}
              pending={query.isFetching}
              onClick={() => void query.refetch()}
            >
              <RefreshCw size={14} />
            </IconButton>
          )}
        </div>
      }
    >
      {host.online || query.data ? (
        <Loaded query={query} what={`the worktrees of ${host.name}`}>
          {(list) => <Listed host={host} list={list} text={text} />}
        </Loaded>
      ) : (
        <p className="text-ink-3 text-sm">
          {host.name} is offline. Its worktrees are on its own disk, and shown when it is back.
        </p>
      )}
    </Section>
  );
}

function Listed({ host, list, text }: { host: Host; list: WorktreeList; text: string }) {
  const [starting, setStarting] = useState<SpawnChoice | null>(null);
  const [removing, setRemoving] = useState<Worktree | null>(null);
  const shown = list.worktrees.filter(({ branch, path, project }) =>
    hasWords(`${branch} ${path} ${project}`, text),
  );
  const rescues = list.rescues.filter(({ branch, ref, project }) =>
    hasWords(`${branch} ${ref} ${project}`, text),
  );
  return (
    <>
      {!host.online && (
        <p className="mb-2 text-ink-3 text-sm">{host.name} is offline; so it was when it was last asked.</p>
      )}
      {shown.length > 0 ? (
        <List label={`Worktrees on ${host.name}`}>
          {shown.map((worktree) => (
            <WorktreeRow
              key={worktree.path}
              host={host}
              worktree={worktree}
              onStart={() =>
                setStarting({
                  hostId: host.hostId,
                  profile: null,
                  projectDir: worktree.project,
                  worktreePath: worktree.path,
                })
              }
              onRemove={() => setRemoving(worktree)}
            />
          ))}
        </List>
      ) : (
        <p className="text-ink-3 text-sm">{text ? 'None matches.' : 'It has no worktrees.'}</p>
      )}
      {list.truncated && <p className="mt-2 text-ink-3 text-xs">There are more than are listed.</p>}
      {rescues.length > 0 && <Rescues host={host} rescues={rescues} />}
      <SpawnDialog choice={starting} onClose={() => setStarting(null)} />
      {removing && (
        <RemoveWorktreeDialog hostId={host.hostId} worktree={removing} onClose={() => setRemoving(null)} />
      )}
    </>
  );
}

function RemoveClean({ host, worktrees }: { host: Host; worktrees: readonly Worktree[] }) {
  const [asking, setAsking] = useState(false);
  const mayAct = useMay('operator');
  const { sessions } = useFleet();
  const clean = worktrees.filter((worktree) =>
    isClean(worktree, usersOf(worktree, host.hostId, sessions.values())),
  );
  if (!mayAct || !host.online) return null;
  return (
    <>
      {clean.length > 0 && (
        <Button variant="quiet" onClick={() => setAsking(true)}>
          Remove all that are clean
        </Button>
      )}
      {asking && (
        <RemoveCleanDialog hostId={host.hostId} worktrees={clean} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
