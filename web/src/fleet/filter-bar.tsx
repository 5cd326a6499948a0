import type { Host } from '@drover/protocol';
import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../design/button.tsx';
import { cx } from '../design/cx.ts';
import { INPUT } from '../design/field.tsx';
import { Kbd } from '../design/kbd.tsx';
import { Segments } from '../design/segments.tsx';
import { Select } from '../design/select.tsx';
import { type FleetFilter, isFiltering, NO_FILTER, type StatusFilter } from './fleet-filter.ts';

const STATUSES: readonly { value: StatusFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'ended', label: 'Ended' },
];

const ALL_HOSTS = 'all';

export type FilterBarProps = {
  filter: FleetFilter;
  onChange: (filter: FleetFilter) => void;
  hosts: readonly Host[];
  shown: number;
  total: number;
};

export function FilterBar({ filter, onChange, hosts, shown, total }: FilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2 py-4">
      <FilterText text={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      <Segments
        label="Status"
        value={filter.status}
        options={STATUSES}
        onChange={(status) => onChange({ ...filter, status })}
      />
      {hosts.length > 1 && (
        <Select
          aria-label="Host"
          value={filter.hostId ?? ALL_HOSTS}
          onChange={(value) => onChange({ ...filter, hostId: value === ALL_HOSTS ? null : value })}
          options={[
            { value: ALL_HOSTS, label: 'All hosts' },
            ...hosts.map(({ hostId, name }) => ({ value: hostId, label: name })),
          ]}
          className="max-w-52 min-w-32 flex-1 sm:flex-none"
        />
      )}
      {isFiltering(filter) && (
        <div className="flex items-center gap-1 text-ink-2 text-sm">
          <span className="tabular px-1" role="status">
            {shown} of {total}
          </span>
          <Button variant="quiet" onClick={() => onChange(NO_FILTER)}>
            <X size={14} aria-hidden="true" />
            Clear
          </Button>
        </div>
      )}
    </search>
  );
}

function FilterText({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useSlashFocuses(input);
  return (
    <div className="relative w-full sm:w-72">
      <Search
        size={14}
        aria-hidden="true"
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={input}
        type="search"
        aria-label="Filter sessions"
        placeholder="Filter sessions"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
        className={cx(INPUT, 'peer pr-8 pl-8 [&::-webkit-search-cancel-button]:appearance-none')}
      />
      {!text && (
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3 peer-focus:hidden touch:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  );
}

/** The key `/` leads into the filter, unless it is being typed somewhere. */
function useSlashFocuses(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, select, [role=dialog]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [input]);
}
