import type { HubStatus } from '@drover/protocol';
import { Fact, Facts } from '../../design/facts.tsx';
import { formatBytes } from '../../design/format-bytes.ts';
import { useHubState } from '../../live/use-live.ts';
import { Ago, Runtime } from '../../time/time-text.tsx';

export function HubFacts({ status }: { status: HubStatus }) {
  const { storageFull } = useHubState();
  return (
    <Facts>
      <Fact name="Address">
        <span className="font-mono text-xs">{status.url}</span>
      </Fact>
      <Fact name="Running for">
        <Runtime from={status.startedAt} to={null} />
      </Fact>
      <Fact name="Database">
        <span className="tabular">{formatBytes(status.databaseBytes)}</span>
      </Fact>
      <Fact name="Free on its disk">
        <span className={storageFull ? 'tabular font-medium text-bad-ink' : 'tabular'}>
          {formatBytes(status.diskFreeBytes)}
          {storageFull && ': full, nothing can be kept'}
        </span>
      </Fact>
      <Fact name="Last backup">
        {status.lastBackupAt === null ? (
          <>
            None yet. <code className="font-mono text-xs">./drover hub backup</code> makes one.
          </>
        ) : (
          <Ago at={status.lastBackupAt} />
        )}
      </Fact>
    </Facts>
  );
}
