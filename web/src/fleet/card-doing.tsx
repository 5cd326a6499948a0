import { type Host, hasEnded, type Session, type ShellState } from '@drover/protocol';
import { doingWords } from '../activity/activity-words.ts';
import { cx } from '../design/cx.ts';
import { endedWords } from '../sessions/program-words.ts';
import { CardUse } from './card-use.tsx';

/**
 * The last tool or command, how that went, and what it all uses. One that runs keeps the line also while there is nothing to
 * tell, so that nothing jumps.
 */
export function CardDoing({ session, host }: { session: Session; host: Host }) {
  const doing = doingWords(session);
  const { shell } = session;
  return (
    <p className="flex h-5 items-center gap-2 font-mono text-ink-2 text-xs">
      {doing !== null && (
        <>
          <span aria-hidden="true" className="text-ink-3">
            {shell ? '$' : '›'}
          </span>
          <span className="min-w-0 truncate" title={doing}>
            <span className="sr-only">{shell ? 'Last command: ' : 'At work on: '}</span>
            {doing}
          </span>
        </>
      )}
      {shell && <HowItEnded shell={shell} />}
      {shell?.directory && <ShellDirectory session={session} directory={shell.directory} />}
      {!hasEnded(session.status) && host.online && <CardUse sessionId={session.sessionId} />}
    </p>
  );
}

function HowItEnded({ shell }: { shell: ShellState }) {
  const words = endedWords(shell);
  if (words === null) return null;
  return (
    <span className={cx('shrink-0 font-sans', shell.ended?.exitCode ? 'text-bad-ink' : 'text-ink-3')}>
      {words}
    </span>
  );
}

/** Only where it has gone elsewhere than where it began. */
function ShellDirectory({ session, directory }: { session: Session; directory: string }) {
  const began = session.worktree?.path ?? session.projectDir;
  if (directory === began) return null;
  const shown = directory.startsWith(`${began}/`) ? `./${directory.slice(began.length + 1)}` : directory;
  return (
    <span className="ml-auto min-w-8 max-w-[45%] shrink truncate text-ink-3" title={directory}>
      <span className="sr-only">in </span>
      {shown}
    </span>
  );
}
