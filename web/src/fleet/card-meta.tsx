import { type Host, hasEnded, type Session } from '@drover/protocol';
import { cx } from '../design/cx.ts';
import { Tooltip } from '../design/tooltip.tsx';
import { useProcessUse } from '../live/use-live.ts';
import { count } from '../sessions/git-words.ts';
import { usageWords } from '../sessions/program-words.ts';
import { McpServers } from './mcp-servers.tsx';

export type CardMetaProps = { session: Session; host: Host; onTag: (tag: string) => void };

/** What a session uses, is set up with, and is found by. Of one that runs it keeps its line also while there is nothing. */
export function CardMeta({ session, host, onTag }: CardMetaProps) {
  const { tags, mcpServers } = session;
  const ended = hasEnded(session.status);
  if (ended && tags.length === 0 && mcpServers.length === 0) return null;
  return (
    <div className="flex min-h-5 items-center gap-2.5 text-ink-3 text-xs">
      {!ended && host.online && <Use sessionId={session.sessionId} />}
      {mcpServers.length > 0 && <McpServers servers={mcpServers} />}
      {tags.length > 0 && <Tags tags={tags} onTag={onTag} />}
    </div>
  );
}

function Use({ sessionId }: { sessionId: string }) {
  const use = useProcessUse(sessionId);
  if (!use) return null;
  const { cpu, memory } = usageWords(use);
  const processes = count(use.processes, 'process', 'processes');
  return (
    <Tooltip text={`${cpu} of one processor core, ${memory} of memory, ${processes}`} side="bottom">
      <span className="tabular inline-flex shrink-0 gap-2">
        <span>
          <span className="sr-only">CPU </span>
          {cpu}
        </span>
        <span>
          <span className="sr-only">memory </span>
          {memory}
        </span>
        <span>
          <span aria-hidden="true">×{use.processes}</span>
          <span className="sr-only">{processes}</span>
        </span>
      </span>
    </Tooltip>
  );
}

const Tags = ({ tags, onTag }: { tags: readonly string[]; onTag: (tag: string) => void }) => (
  <span className="ml-auto flex min-w-0 justify-end gap-1 overflow-x-auto [scrollbar-width:none]">
    {tags.map((tag) => (
      <button
        key={tag}
        type="button"
        aria-label={`Show only sessions tagged ${tag}`}
        onClick={() => onTag(tag)}
        className={cx(
          'h-5 touch:h-11 touch:min-w-11 shrink-0 rounded bg-hover px-1.5 text-2xs text-ink-2 hover:text-ink',
          'focus-visible:-outline-offset-2',
        )}
      >
        {tag}
      </button>
    ))}
  </span>
);
