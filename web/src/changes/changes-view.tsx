import type { Changes, Session } from '@drover/protocol';
import { hasEnded } from '@drover/protocol';
import { Download, FileDiff, RefreshCw } from 'lucide-react';
import { messageOf } from '../api/http.ts';
import { Loaded } from '../api/loaded.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { branchOf, gitMarks } from '../sessions/git-words.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { formatMoment } from '../time/format.ts';
import { baseWords, diffFileName, summaryWords } from './change-words.ts';
import { CommitList } from './commit-list.tsx';
import { download } from './download.ts';
import { FileList } from './file-list.tsx';
import { useChanges } from './use-changes.ts';

/** What a session has changed in its project: commits, and files with their lines. */
export function ChangesView({ session }: { session: Session }) {
  const query = useChanges(session);
  return (
    <div className="@container space-y-4">
      {query.data && query.isError && (
        <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn-ink">
          This is what was read last. {messageOf(query.error)}
        </p>
      )}
      <Loaded query={query} what="the changes" rows={5}>
        {(changes) => (
          <>
            <Summary
              session={session}
              changes={changes}
              reading={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            <CommitList commits={changes.commits} />
            <Files changes={changes} ended={hasEnded(session.status)} />
          </>
        )}
      </Loaded>
    </div>
  );
}

type SummaryProps = { session: Session; changes: Changes; reading: boolean; onRefresh: () => void };

function Summary({ session, changes, reading, onRefresh }: SummaryProps) {
  const label = useSessionLabel(session);
  const ended = hasEnded(session.status);
  const branch = branchOf({ git: changes.git, worktree: null });
  const marks = gitMarks(changes.git).map(({ sentence }) => sentence);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64 text-sm">
        <p className="tabular font-medium">{summaryWords(changes)}</p>
        <p className="text-ink-2">
          Against {baseWords(changes.base)}, {ended ? 'as it was at its end' : 'as it is now'} (
          <time dateTime={new Date(changes.at).toISOString()}>{formatMoment(changes.at)}</time>).
        </p>
        <p className="break-words text-ink-3">
          {[branch && `On ${branch}`, ...marks].filter(Boolean).join(', ')}
        </p>
        {changes.truncated && (
          <p className="text-warn-ink">
            There is more than fits here. Look at the rest in the project itself.
          </p>
        )}
      </div>
      <div className="flex items-center gap-1">
        {!ended && (
          <IconButton label="Look again" pending={reading} onClick={onRefresh}>
            <RefreshCw size={15} />
          </IconButton>
        )}
        <Button disabled={changes.patch === ''} onClick={() => download(changes.patch, diffFileName(label))}>
          <Download size={14} className="text-ink-3" aria-hidden="true" />
          Download .diff
        </Button>
      </div>
    </div>
  );
}

function Files({ changes, ended }: { changes: Changes; ended: boolean }) {
  if (changes.files.length > 0) return <FileList files={changes.files} patch={changes.patch} />;
  return (
    <EmptyState icon={<FileDiff size={26} />} title={ended ? 'Nothing was changed' : 'Nothing changed yet'}>
      {ended
        ? 'All files were at its end as they were when it began.'
        : 'Files that it changes, adds or deletes appear here by themselves.'}
    </EmptyState>
  );
}
