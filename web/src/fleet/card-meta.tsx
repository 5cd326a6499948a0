import type { Session } from '@drover/protocol';
import { cx } from '../design/cx.ts';
import { McpServers } from './mcp-servers.tsx';

export type CardMetaProps = { session: Session; onTag: (tag: string) => void };

/** What a session is set up with, and is found by. */
export function CardMeta({ session, onTag }: CardMetaProps) {
  const { tags, mcpServers } = session;
  if (tags.length === 0 && mcpServers.length === 0) return null;
  return (
    <div className="flex min-h-5 items-center gap-2.5 text-ink-3 text-xs">
      {mcpServers.length > 0 && <McpServers servers={mcpServers} />}
      {tags.length > 0 && <Tags tags={tags} onTag={onTag} />}
    </div>
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
