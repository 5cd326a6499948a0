import type { AuditLine } from '@drover/protocol';
import { memo } from 'react';
import { Link } from 'react-router';
import { useHost, useSession } from '../../live/use-live.ts';
import { sessionLabel } from '../../sessions/session-words.ts';
import { formatMoment } from '../../time/format.ts';
import { terminalPath } from '../../windows/open-terminal.ts';
import { actionWords, detailWords, nobodyWords } from './audit-words.ts';

/** One line of the log. Memoised: hundreds of them stand still while one is typing. */
export const AuditRow = memo(function AuditRow({ line }: { line: AuditLine }) {
  const { at, actor, actorName, action, subject, subjectName, address } = line;
  const detail = detailWords(line);
  return (
    <li className="grid gap-x-4 px-4 py-2 text-sm md:grid-cols-[11rem_minmax(0,1fr)_auto] md:items-baseline">
      <time dateTime={new Date(at).toISOString()} className="tabular text-ink-3 text-xs">
        {formatMoment(at)}
      </time>
      <div className="min-w-0">
        <p className="break-words">
          {actor === 'hub' ? (
            <span className="font-medium">{nobodyWords(line)}</span>
          ) : (
            <Party id={actor} name={actorName} />
          )}{' '}
          {actionWords(action)}
          {subject && subject !== actor && (
            <>
              : <Party id={subject} name={subjectName} />
            </>
          )}
        </p>
        {detail && <p className="break-words text-ink-3 text-xs">{detail}</p>}
      </div>
      {address && <span className="font-mono text-ink-3 text-xs">{address}</span>}
    </li>
  );
});

/** Who did something or had it done to them, and the way to what is still there. */
function Party({ id, name }: { id: string; name: string | null }) {
  const host = useHost(id);
  const session = useSession(id);
  const sessionHost = useHost(session?.hostId);
  const look = 'rounded font-medium text-accent-ink hover:underline';
  if (host)
    return (
      <Link to={`/hosts/${id}`} className={look}>
        {name ?? host.name}
      </Link>
    );
  if (session)
    return (
      <Link to={terminalPath(id)} className={look}>
        {sessionLabel(session, sessionHost)}
      </Link>
    );
  return (
    <span className="font-medium" title={id}>
      {name ?? `${id.slice(0, 8)}…`}
    </span>
  );
}
