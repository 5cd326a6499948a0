import { Tooltip } from '../design/tooltip.tsx';
import { useProcessUse } from '../live/use-live.ts';
import { count } from '../sessions/git-words.ts';
import { usageWords } from '../sessions/program-words.ts';

/** What the processes of a session use now. */
export function CardUse({ sessionId }: { sessionId: string }) {
  const use = useProcessUse(sessionId);
  if (!use) return null;
  const { cpu, memory } = usageWords(use);
  const processes = count(use.processes, 'process', 'processes');
  return (
    <Tooltip text={`${cpu} of one processor core, ${memory} of memory, ${processes}`} side="bottom">
      <span className="tabular ml-auto inline-flex shrink-0 gap-2 pl-1 font-sans text-ink-3">
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
