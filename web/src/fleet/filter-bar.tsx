import { ActivityState, type Host } from '@drover/protocol';
import { X } from 'lucide-react';
import { STATE_WORDS } from '../activity/activity-words.ts';
import { Button } from '../design/button.tsx';
import { Segments } from '../design/segments.tsx';
import { Select, type SelectOption } from '../design/select.tsx';
import { FilterText } from './filter-text.tsx';
import {
  type FleetFilter,
  type Grouping,
  isFiltering,
  NO_FILTER,
  type StatusFilter,
} from './fleet-filter.ts';

const STATUSES: readonly { value: StatusFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'ended', label: 'Ended' },
];

const GROUPINGS: readonly { value: Grouping; label: string }[] = [
  { value: 'host', label: 'By host' },
  { value: 'project', label: 'By project' },
];

const ACTIVITIES = ActivityState.options.map((value) => ({ value, label: STATE_WORDS[value] }));

export type FilterBarProps = {
  filter: FleetFilter;
  onChange: (filter: FleetFilter) => void;
  grouping: Grouping;
  onGroup: (grouping: Grouping) => void;
  hosts: readonly Host[];
  tags: readonly string[];
  shown: number;
  total: number;
};

export function FilterBar({
  filter,
  onChange,
  grouping,
  onGroup,
  hosts,
  tags,
  shown,
  total,
}: FilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2 py-4">
      <FilterText text={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      <Segments
        label="Status"
        value={filter.status}
        options={STATUSES}
        onChange={(status) => onChange({ ...filter, status })}
      />
      <Choice
        label="Activity"
        all="Any activity"
        value={filter.activity}
        options={ACTIVITIES}
        onChange={(value) => onChange({ ...filter, activity: ActivityState.nullable().parse(value) })}
      />
      {hosts.length > 1 && (
        <Choice
          label="Host"
          all="All hosts"
          value={filter.hostId}
          options={hosts.map(({ hostId, name }) => ({ value: hostId, label: name }))}
          onChange={(hostId) => onChange({ ...filter, hostId })}
        />
      )}
      {(tags.length > 0 || filter.tag !== null) && (
        <Choice
          label="Tag"
          all="All tags"
          value={filter.tag}
          options={[...new Set([...tags, ...(filter.tag === null ? [] : [filter.tag])])].map((tag) => ({
            value: tag,
            label: tag,
          }))}
          onChange={(tag) => onChange({ ...filter, tag })}
        />
      )}
      <Segments label="Group by" value={grouping} options={GROUPINGS} onChange={onGroup} />
      {isFiltering(filter) && <Shown shown={shown} total={total} onClear={() => onChange(NO_FILTER)} />}
    </search>
  );
}

type ChoiceProps = {
  label: string;
  /** What choosing none of them is called. */
  all: string;
  /** Null for all. */
  value: string | null;
  options: readonly SelectOption[];
  onChange: (value: string | null) => void;
};

/** No host, tag or activity is called so. */
const ALL = ' ';

const Choice = ({ label, all, value, options, onChange }: ChoiceProps) => (
  <Select
    aria-label={label}
    value={value ?? ALL}
    onChange={(chosen) => onChange(chosen === ALL ? null : chosen)}
    options={[{ value: ALL, label: all }, ...options]}
    className="w-auto! min-w-32 max-w-52 flex-1 sm:flex-none"
  />
);

const Shown = ({ shown, total, onClear }: { shown: number; total: number; onClear: () => void }) => (
  <div className="flex items-center gap-1 text-ink-2 text-sm">
    <span className="tabular px-1" role="status">
      {shown} of {total}
    </span>
    <Button variant="quiet" onClick={onClear}>
      <X size={14} aria-hidden="true" />
      Clear
    </Button>
  </div>
);
