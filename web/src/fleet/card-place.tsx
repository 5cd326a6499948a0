import type { Host, Session } from '@drover/protocol';
import { FolderGit2, FolderTree, GitBranch, Server } from 'lucide-react';
import { Tooltip } from '../design/tooltip.tsx';
import { branchOf, gitMarks } from '../sessions/git-words.ts';
import { projectLabel } from '../sessions/session-words.ts';

export type CardPlaceProps = {
  session: Session;
  host: Host;
  /** Under a project's heading it says on which host it is instead. */
  inProject: boolean;
};

/** Where a session works: its project, branch and worktree, and how these stand. */
export function CardPlace({ session, host, inProject }: CardPlaceProps) {
  const { projectDir, worktree, git } = session;
  const Icon = inProject ? Server : FolderGit2;
  return (
    <p className="flex h-5 min-w-0 items-center gap-1.5 whitespace-nowrap text-ink-3 text-xs">
      <Icon size={12} className="shrink-0" aria-hidden="true" />
      <Tooltip
        text={<span className="break-all font-mono">{worktree?.path ?? projectDir}</span>}
        side="bottom"
      >
        <span className="min-w-8 shrink truncate font-mono">
          {inProject ? host.name : projectLabel(projectDir, host.facts?.roots ?? [])}
        </span>
      </Tooltip>
      <Branch session={session} />
      {worktree && <WorktreeMark path={worktree.path} />}
      {git && <GitMarks marks={gitMarks(git)} />}
    </p>
  );
}

function Branch({ session }: { session: Session }) {
  const branch = branchOf(session);
  if (branch === null) return null;
  return (
    <span className="inline-flex min-w-8 shrink items-center gap-1" title={branch}>
      <GitBranch size={12} className="shrink-0" aria-hidden="true" />
      <span className="sr-only">branch </span>
      <span className="truncate font-mono">{branch}</span>
    </span>
  );
}

const WorktreeMark = ({ path }: { path: string }) => (
  <Tooltip text={<span className="break-all">Its own worktree: {path}</span>} side="bottom">
    <span className="shrink-0 text-ink-2">
      <FolderTree size={13} aria-hidden="true" />
      <span className="sr-only">in its own worktree</span>
    </span>
  </Tooltip>
);

function GitMarks({ marks }: { marks: ReturnType<typeof gitMarks> }) {
  if (marks.length === 0) return null;
  const sentence = marks.map((one) => one.sentence).join(', ');
  return (
    <Tooltip text={sentence} side="bottom">
      <span className="tabular ml-auto inline-flex shrink-0 gap-1.5 text-ink-2">
        <span className="sr-only">{sentence}</span>
        {marks.map(({ mark }) => (
          <span key={mark} aria-hidden="true">
            {mark}
          </span>
        ))}
      </span>
    </Tooltip>
  );
}
