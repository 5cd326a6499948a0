import { Download } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { messageOf } from '../../api/http.ts';
import { Button } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { List, ListSkeleton } from '../../design/list.tsx';
import { LoadError } from '../../design/load-error.tsx';
import { Section } from '../../design/page.tsx';
import { useSettled } from '../../time/use-settled.ts';
import { type AuditFilter, auditQuery, isFilteringAudit, NO_AUDIT_FILTER } from './audit-filter.ts';
import { AuditFilterBar } from './audit-filter-bar.tsx';
import { AuditRow } from './audit-row.tsx';
import { useAudit } from './use-audit.ts';

/** Typing is over when nothing was typed for this long. */
const TYPED_MS = 250;

/** Who did what to what, newest first. */
export function AuditLog() {
  const [filter, setFilter] = useState<AuditFilter>(NO_AUDIT_FILTER);
  const asked = useSettled(filter, TYPED_MS);
  const audit = useAudit(asked);
  const lines = useDeferredValue(audit.data?.pages.flatMap((page) => page.lines));
  return (
    <Section
      title="Audit log"
      intro="What people, hosts and the hub itself did that matters. Lines are only ever added."
      actions={<Export filter={asked} />}
    >
      <AuditFilterBar
        filter={filter}
        onChange={setFilter}
        actions={audit.data?.pages.at(-1)?.actions ?? []}
      />
      {audit.isError && <LoadError message={messageOf(audit.error)} onRetry={() => void audit.refetch()} />}
      {audit.isPending && <ListSkeleton rows={8} label="Loading the audit log" />}
      {lines?.length === 0 && (
        <EmptyState
          title={isFilteringAudit(asked) ? 'No line matches' : 'Nothing yet'}
          action={
            isFilteringAudit(asked) && (
              <Button onClick={() => setFilter(NO_AUDIT_FILTER)}>Show all lines</Button>
            )
          }
        />
      )}
      {lines && lines.length > 0 && (
        <div className={cx(audit.isPlaceholderData && 'opacity-60')}>
          <List label="Audit log">
            {lines.map((line) => (
              <AuditRow key={line.auditId} line={line} />
            ))}
          </List>
        </div>
      )}
      {audit.hasNextPage && (
        <div className="mt-3 flex justify-center">
          <Button pending={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            Show older lines
          </Button>
        </div>
      )}
    </Section>
  );
}

/** What is found, all of it, as a file. */
const Export = ({ filter }: { filter: AuditFilter }) => (
  <a
    href={`/api/audit.jsonl?${auditQuery(filter)}`}
    download="drover-audit.jsonl"
    className="inline-flex h-8 touch:h-11 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-3 font-medium text-sm hover:bg-hover"
  >
    <Download size={14} className="text-ink-3" aria-hidden="true" />
    Export as JSON lines
  </a>
);
