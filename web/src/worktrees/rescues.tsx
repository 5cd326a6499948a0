import type { Host, Rescue } from '@drover/protocol';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { CodeBlock } from '../design/code-block.tsx';
import { List, ListRow } from '../design/list.tsx';
import { useToast } from '../design/toast.tsx';
import { useMay } from '../live/use-live.ts';
import { projectLabel } from '../sessions/session-words.ts';
import { Ago } from '../time/time-text.tsx';
import { useRestoreWorktree } from './use-worktrees.ts';
import { rescueWords, restoreCommand } from './worktree-words.ts';

/** States of worktrees that were removed, kept in their repositories. */
export const Rescues = ({ host, rescues }: { host: Host; rescues: readonly Rescue[] }) => (
  <div className="mt-4">
    <h3 className="mb-1.5 font-medium text-ink-2 text-sm">Saved when they were removed</h3>
    <List label={`Saved states on ${host.name}`}>
      {rescues.map((rescue) => (
        <RescueRow key={`${rescue.project} ${rescue.ref}`} host={host} rescue={rescue} />
      ))}
    </List>
  </div>
);

function RescueRow({ host, rescue }: { host: Host; rescue: Rescue }) {
  const mayAct = useMay('operator');
  const toast = useToast();
  const restore = useRestoreWorktree(host.hostId);
  const name = rescue.branch ?? 'No branch';
  const ask = () =>
    restore.mutate(
      { project: rescue.project, ref: rescue.ref },
      {
        onSuccess: ({ path }) => toast({ tone: 'good', text: `${name} is there again: ${path}` }),
        onError: (error) => toast({ tone: 'bad', text: messageOf(error) }),
      },
    );
  return (
    <ListRow>
      <div className="min-w-0 flex-1 basis-60">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-ink-2 text-xs">
          {projectLabel(rescue.project, host.facts?.roots ?? [])} · {rescueWords(rescue)} · saved{' '}
          <Ago at={rescue.savedAt} />
        </p>
      </div>
      {mayAct && (
        <Button onClick={ask} pending={restore.isPending} aria-label={`Restore ${name}`}>
          Restore
        </Button>
      )}
      <details className="w-full text-xs">
        <summary className="w-fit touch:min-h-11 cursor-pointer rounded text-ink-3 hover:text-ink">
          By command
        </summary>
        <div className="mt-1.5">
          <CodeBlock label={`On ${host.name}`} name={`Restore ${name}`} text={restoreCommand(rescue)} />
        </div>
      </details>
    </ListRow>
  );
}
