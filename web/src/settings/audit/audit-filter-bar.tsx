import { Button } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { INPUT } from '../../design/field.tsx';
import { Select } from '../../design/select.tsx';
import { type AuditFilter, isFilteringAudit, NO_AUDIT_FILTER } from './audit-filter.ts';
import { actionWords } from './audit-words.ts';

/** Radix takes no empty value. */
const ALL = 'all';

export type AuditFilterBarProps = {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
  /** All that occur in the log. */
  actions: readonly string[];
};

export function AuditFilterBar({ filter, onChange, actions }: AuditFilterBarProps) {
  const change = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <input
        type="search"
        aria-label="Search the audit log"
        placeholder="Name, address, host, …"
        value={filter.text}
        maxLength={200}
        onChange={(event) => change({ text: event.target.value })}
        className={cx(INPUT, 'max-w-full min-w-40 flex-1 basis-52')}
      />
      <Select
        aria-label="Action"
        className="min-w-36 max-w-56 flex-1 max-sm:max-w-none"
        value={filter.action || ALL}
        onChange={(action) => change({ action: action === ALL ? '' : action })}
        options={[
          { value: ALL, label: 'All actions' },
          ...actions.map((action) => ({ value: action, label: sentence(actionWords(action)) })),
        ]}
      />
      <div className="flex items-center gap-1.5 text-ink-2 text-sm max-sm:w-full">
        <Day label="From" value={filter.from} max={filter.to} onChange={(from) => change({ from })} />
        <span aria-hidden="true">–</span>
        <Day label="To" value={filter.to} min={filter.from} onChange={(to) => change({ to })} />
      </div>
      {isFilteringAudit(filter) && (
        <Button variant="quiet" onClick={() => onChange(NO_AUDIT_FILTER)}>
          Clear
        </Button>
      )}
    </search>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

type DayProps = { label: string; value: string; min?: string; max?: string; onChange: (day: string) => void };

const Day = ({ label, value, min, max, onChange }: DayProps) => (
  <input
    type="date"
    aria-label={label}
    value={value}
    min={min || undefined}
    max={max || undefined}
    onChange={(event) => onChange(event.target.value)}
    className={cx(INPUT, 'min-w-0 sm:max-w-36')}
  />
);
